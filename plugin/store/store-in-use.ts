/** Another process works on this store; two would send deliveries twice. */
export class StoreInUse extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`the store ${path} is in use by another process`);
    this.name = "StoreInUse";
    this.path = path;
  }
}

/** The configuration cannot be used; the message is one German sentence that names file, key and mend. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

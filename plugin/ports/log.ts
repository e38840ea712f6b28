/** The part of pino that adapters may use. Records hold codes and counts; never titles of non-public items, never a person. */
export interface Log {
  debug(record: object, message: string): void;
  info(record: object, message: string): void;
  warn(record: object, message: string): void;
  error(record: object, message: string): void;
}

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

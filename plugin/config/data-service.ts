import { z } from "zod";

/**
 * The account with which a data office's software pushes figures and statements. Its token is given once, as a checksum, in a
 * file of its own, or from the environment; `readConfig` refuses one that stands openly in the configuration.
 */
export const DataService = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .describe("Kurzname des Dienstkontos; im Verlauf steht service:NAME"),
    tokenSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe("SHA-256 des Tokens, hexadezimal"),
    tokenFile: z.string().min(1).optional().describe("Datei, in der nur das Token steht"),
    token: z.string().min(32).optional().describe("Token, mindestens 32 Zeichen, nur aus der Umgebung"),
  })
  .refine(({ tokenSha256, tokenFile, token }) => [tokenSha256, tokenFile, token].filter((one) => one !== undefined).length === 1, {
    message: "Genau eines von tokenSha256, tokenFile und token angeben.",
  });
export type DataService = z.infer<typeof DataService>;

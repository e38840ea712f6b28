import type { operations as Described } from "../../openapi/generated/plugin.ts";
import type { Operation } from "./operation.ts";
import * as agenda from "./routes/agenda.ts";
import * as deliveries from "./routes/deliveries.ts";
import * as figures from "./routes/figures.ts";
import * as inquiries from "./routes/inquiries.ts";
import * as minutes from "./routes/minutes.ts";
import * as operation from "./routes/operation.ts";
import * as open from "./routes/public.ts";
import * as signIn from "./routes/sign-in.ts";
import { todayPage } from "./routes/today.ts";

/** Who answers which operation of openapi/plugin.yaml; the compiler refuses a missing one. */
export const operations = {
  ...open,
  ...signIn,
  ...operation,
  todayPage,
  ...agenda,
  ...minutes,
  ...inquiries,
  answerDocument: inquiries.answerDocumentFile,
  ...figures,
  ...deliveries,
} satisfies Record<keyof Described, Operation> & object;

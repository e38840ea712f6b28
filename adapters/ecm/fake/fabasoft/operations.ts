import type { Given, Operation, Outcome } from "./operation.ts";
import { list, read, readContent, search } from "./reading.ts";
import { DmsRefusal } from "./status.ts";
import type { FakeDmsState } from "./world.ts";
import { cancel, createDocument, createFile, createProcedure, updateBusinessData, updateDocument } from "./writing.ts";

/** The part of the interface that is simulated, by the names of the web service; the façade has the same under paths. */
const operations: Readonly<Record<string, Operation>> = {
  SearchObjNameGI: search,
  ReadSubjectAreaGIObjects: list("subjectArea"),
  ReadSubjectAreaFileGIObjects: list("file"),
  ReadProcedureGIObjects: list("procedure"),
  ReadFileGI: read("file"),
  ReadProcedureGI: read("procedure"),
  ReadOutgoingGI: read("outgoing"),
  ReadInternalGI: read("internal"),
  ReadContentObjectGI: readContent,
  CreateFileGI: createFile,
  CreateProcedureGI: createProcedure,
  CreateOutgoingGI: createDocument("outgoing"),
  CreateInternalGI: createDocument("internal"),
  UpdateOutgoingGI: updateDocument("outgoing"),
  UpdateInternalGI: updateDocument("internal"),
  CancelObjectGI: cancel,
  UpdateBusinessDataValueGI: updateBusinessData,
};

const positions = ["OfficialInCharge", "Official", "Secretary", "Head", "OpAdm", "DocumentManager"];

/** Carries out one operation in the name of the acting person. Throws a DmsRefusal. */
export function carryOut(state: FakeDmsState, wire: "soap" | "rest", operation: string, given: Given): Outcome {
  const { userlogin = "", joboe = "", jobposition = "", businessapp = "" } = given.text;
  state.note({ operation, wire, userlogin, joboe, jobposition, businessapp });
  if (userlogin === "") throw new DmsRefusal(-1, "userlogin fehlt.");
  if (userlogin.toLowerCase() === state.world.connection.user.toLowerCase())
    throw new DmsRefusal(2, "Der technische Benutzer handelt nicht.");
  if (state.world.strangers.has(userlogin)) throw new DmsRefusal(2, "Dem Benutzer fehlt das Recht.");
  if (jobposition !== "" && !positions.includes(jobposition)) throw new DmsRefusal(22, "Die Rolle ist nicht bekannt.");
  const carry = operations[operation];
  if (!carry) throw new DmsRefusal(-1, "Diese Operation gibt es nicht.");
  return carry(given, state);
}

/**
 * What a case can be (design §2). An oral inquiry comes out of minutes; the others are opened by hand from a paper or a status
 * sheet, or by a rule of the house, and run through the same states.
 */
export const caseKinds = ["oral-inquiry", "written-inquiry", "district-motion", "cosigning", "report"] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Kinds whose case names the sitting that decides or receives, not the one in which somebody asked. */
export const isForSitting = (kind: CaseKind): boolean => kind === "cosigning" || kind === "report";

/** Kinds that live from their questions; without an open one there is nothing to draft. */
export const asksQuestions = (kind: CaseKind): boolean => kind === "oral-inquiry" || kind === "written-inquiry";

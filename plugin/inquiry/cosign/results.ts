/** How an office can sign (facts: inquiries.md §4.2, F3). A house that has a form for co-signing offers the same four. */
export const signatureResults = ["agrees", "remarks", "refuses", "unaffected"] as const;
export type SignatureResult = (typeof signatureResults)[number];

/** Results that say nothing without words: the remark, the reason. */
export const needsWords = (result: SignatureResult): boolean => result === "remarks" || result === "refuses";

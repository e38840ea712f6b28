import { Refusal } from "../../refusal.ts";

/** Where a request to an office stands. */
export const requestStates = ["open", "sent", "answered", "declined", "withdrawn"] as const;
export type RequestState = (typeof requestStates)[number];

/**
 * What happens to a request: it is asked (anew), sent by a person, every item of it is answered, or every item is declined,
 * some item is open again, or it is withdrawn.
 */
export const requestEvents = ["ask", "send", "answer", "decline", "reopen", "withdraw"] as const;
export type RequestEvent = (typeof requestEvents)[number];

/** From state to state; what is not here cannot happen. */
export const requestSteps: Readonly<Record<RequestState, Partial<Readonly<Record<RequestEvent, RequestState>>>>> = {
  open: { ask: "open", send: "sent", answer: "answered", decline: "declined", withdraw: "withdrawn" },
  sent: { ask: "open", answer: "answered", decline: "declined", withdraw: "withdrawn" },
  answered: { ask: "open", decline: "declined", reopen: "sent" },
  declined: { ask: "open", answer: "answered", reopen: "sent" },
  withdrawn: { ask: "open" },
};

/** The state after an event. Throws a Refusal `office-request.step`. */
export function stepTo(state: RequestState, event: RequestEvent): RequestState {
  const next = requestSteps[state][event];
  if (!next) throw new Refusal(`office-request.step.${event}`);
  return next;
}

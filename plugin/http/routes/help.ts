import { Refusal } from "../../refusal.ts";
import { helpTitle, helpTopics } from "../help.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";

/** All topics. */
export const helpPage: Operation = (_context, request, response) => {
  page(request, response, "workbench/help", { topics: helpTopics.map((topic) => ({ topic, title: helpTitle(topic) })) });
};

/** One task, in a few sentences. */
export const helpTopic: Operation = (_context, request, response) => {
  const topic = request.params.topic ?? "";
  if (!helpTopics.includes(topic)) throw new Refusal("unknown", { status: 404 });
  page(request, response, "workbench/help-topic", { topic, title: helpTitle(topic) });
};

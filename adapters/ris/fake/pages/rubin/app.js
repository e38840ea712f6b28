// A single-page app as the vendor's is: the page comes empty, its content from api.php, and a click on a link changes the address and writes
// the content anew. Classes and structure are our own invention: of the vendor's only the interface is known (facts: ris-vendors.md §3.5).

const app = document.getElementById("app");
const { root } = app.dataset;
let latest = 0;

/** An element with text or elements in it; text never becomes markup. */
function make(name, properties = {}, ...content) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content.filter((one) => one !== null && one !== ""));
  return element;
}

async function ask(parameters) {
  const answer = await fetch(`${root}api.php?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const link = (href, text) => make("a", { href: root + href }, text);
const when = ({ datum, beginn, ende }) => `${datum}, ${beginn}${ende ? `–${ende}` : ""} Uhr`;

function entry(item) {
  const facts = [item.status, item.abstimmungstext].filter(Boolean).join(" · ");
  const paper =
    item.submission &&
    make(
      "p",
      { className: "gi-more" },
      "Vorlage: ",
      link(`submission?id=${item.submission.id}`, item.vorlagennummer),
      ` (${item.submission.type})`,
    );
  return make(
    "li",
    { className: "gi-entry", id: `top-${item.id}` },
    make("span", { className: "gi-number" }, item.topnummer),
    make("h3", {}, item.title),
    paper,
    facts && make("p", { className: "gi-more" }, facts),
  );
}

async function meeting(id) {
  const found = await ask({ id: "meetings", action: "get", meeting_id: id, with_agenda_item_documents: 1 });
  const { room, documents } = found;
  const refresh = make("button", { type: "button", onclick: show }, "Aktualisieren");
  return [
    make("h1", {}, found.titel),
    make("p", { className: "gi-facts" }, `${when(found)} · ${room.Bezeichnung}, ${room.Strasse}, ${room.PLZ} ${room.Ort}`),
    documents.length > 0 ? make("ul", {}, ...documents.map(({ url, name }) => make("li", {}, make("a", { href: url }, name)))) : null,
    make("h2", {}, "Tagesordnung"),
    make("ol", { className: "gi-list" }, ...found.agenda_items.map(entry)),
    refresh,
  ];
}

async function submission(id) {
  const found = await ask({ id: "submissions", action: "get", submission_id: id });
  return [
    make("h1", {}, found.name),
    make("p", { className: "gi-facts" }, `${found.type} ${found.alias} vom ${found.datum}`),
    ...found.text.map((paragraph) => make("p", {}, paragraph)),
    make("h2", {}, "Dokumente"),
    make("ul", {}, ...found.documents.map(({ url, name }) => make("li", {}, make("a", { href: url }, name)))),
    make("h2", {}, "Beratungen"),
    make("ul", {}, ...found.meetings.map((one) => make("li", {}, link(`meeting?id=${one.nummer}`, `${one.titel}, ${one.datum}`)))),
  ];
}

async function calendar() {
  const found = await ask({ id: "calendar", action: "get", view: "list" });
  const rows = found.map((one) =>
    make(
      "li",
      { className: "gi-entry" },
      make("h2", {}, link(`meeting?id=${one.nummer}`, one.titel)),
      make("p", { className: "gi-more" }, `${when(one)} · ${one.room.Bezeichnung}`),
    ),
  );
  return [make("h1", {}, "Sitzungen"), make("ul", { className: "gi-list" }, ...rows)];
}

async function show() {
  latest += 1;
  const mine = latest;
  const { pathname, searchParams } = new URL(location.href);
  const id = searchParams.get("id");
  const view = /\/(meeting|submission)(\.php)?$/.exec(pathname)?.[1];
  let content;
  try {
    content = await (view === "meeting" ? meeting(id) : view === "submission" ? submission(id) : calendar());
  } catch {
    content = [make("h1", {}, "Nicht gefunden"), make("p", {}, "Zu dieser Adresse gibt es hier nichts Öffentliches.")];
  }
  if (mine === latest) app.replaceChildren(...content.filter((one) => one !== null));
}

document.addEventListener("click", (event) => {
  const to = event.target instanceof Element ? event.target.closest("a") : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const inside = to && to.origin === location.origin && [`${root}`, `${root}meeting`, `${root}submission`].includes(to.pathname);
  if (!plain || !inside) return;
  event.preventDefault();
  history.pushState(null, "", to.href);
  void show();
});
addEventListener("popstate", show);
void show();

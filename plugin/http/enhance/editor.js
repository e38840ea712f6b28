// The editor of a sheet without reloading the page: each change is sent to where its button would have sent it, and what comes back
// takes the place of the form. Without this script the buttons do the same.

/** @param {ParentNode} root */
const formIn = (root) => /** @type {HTMLFormElement | null} */ (root.querySelector("#blatt form[data-live]"));

let running = 0;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function refresh(form, submitter) {
  const own = ++running;
  const focus = submitter?.id ?? document.activeElement?.id ?? "";
  const fields = /** @type {[string, string][]} */ ([...new FormData(form, submitter)].filter(([, value]) => typeof value === "string"));
  const answer = await fetch(form.dataset.live ?? "", {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { accept: "text/html" },
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("blatt");
  if (own !== running || !fresh) return;
  const [typed, kept] = [document, fresh].map((root) => /** @type {HTMLInputElement | null} */ (root.querySelector("#reason")));
  if (typed && kept) kept.value = typed.value;
  document.getElementById("blatt")?.replaceWith(fresh);
  show(focus);
}

/**
 * Puts the focus back: on the same control, or on its neighbour if it is gone, as at the end of the list.
 * @param {string} id
 */
function show(id) {
  const other = id.replace(/(^|-)(auf|ab)-/, (_whole, dash, way) => `${dash}${way === "auf" ? "ab" : "auf"}-`);
  const target = document.getElementById(id) ?? document.getElementById(other) ?? document.getElementById("vorschau-zeigen");
  target?.focus({ preventScroll: true });
  const said = document.getElementById("vorschau-stand");
  if (said) said.textContent = "Die Vorschau ist aktualisiert.";
}

let failed = false;

document.addEventListener("submit", (event) => {
  const form = formIn(document);
  if (failed) return;
  const submitter = /** @type {SubmitEvent} */ (event).submitter;
  if (!form || event.target !== form || !submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  refresh(form, submitter).catch(() => {
    failed = true;
    form.requestSubmit(submitter);
  });
});

document.addEventListener("change", (event) => {
  const form = formIn(document);
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (!form?.contains(input) || input.type !== "checkbox") return;
  refresh(form, null).catch(() => {});
});

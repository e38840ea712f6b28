// Which council information system, in which version, made this page? If that is not certain, none.

/**
 * The systems and versions whose pages are known: `mark` tells one by its page. We stand behind the last element of `after` or at the end of
 * `into`, the surest place first; where the items of a meeting are `rows` of its page, in the row of each item. A page of another system,
 * or of a version that is not named here, stays as it is.
 * (facts: ris-vendors.md §2, §3; what is not known of more! rubin's markup is not asked for: its rows are found by what they say)
 * @typedef {{ ris: string, mark: string, places?: readonly { after?: string, into?: string }[], rows?: string, path?: RegExp, told?: string,
 *   object?: { meta: string, pages: Readonly<Record<string, string>> } }} System
 * @type {readonly System[]}
 */
const systems = [
  {
    ris: "ALLRIS 4",
    mark: ':root:has(meta[name=description][content^="ALLRIS net Version 4."]) #allris',
    places: [{ after: "#allris .compFull" }, { into: "#allris main, #allris [role=main]" }],
  },
  {
    ris: "ALLRIS 3",
    mark: ':root:has(meta[name=description][content^="ALLRIS net Version 3."]) #allriscontainer',
    places: [{ into: "#rismain" }, { into: "#allriscontainer" }],
    object: { meta: 'meta[name="objectID"]', pages: { to020: "TOLFDNR", to010: "SILFDNR" } },
  },
  {
    ris: "SessionNet 5",
    mark: ':root:has(meta[name=sessionnet][content^="V:05"]) #smc_body',
    places: [
      { into: "#rismain_raw" },
      { after: "#smc_body :is(main, article, section, div)[class*=smc_page_]" },
      { after: "#smc_body [id^=smc_page_][id*=_contenttable]" },
    ],
  },
  {
    ris: "SD.NET RIM",
    mark: ':root:has(meta[name=generator][content^="SD.NET RIM"]) #rimcontent',
    rows: "tr.top-oeff-data",
    told: "table.table-details tr",
  },
  { ris: "RISI", mark: "body:has(h1.page-title)", places: [{ after: "section.card[aria-labelledby^=sectionheader-]" }], path: /\/risi\// },
  { ris: "more! rubin", mark: "body", rows: "li, tr, article, [role=row], [role=listitem]", path: /\/meeting(\.php)?$/i },
];

/**
 * The parameter that the address of this page lacks, by what the page says of itself: ALLRIS 3 prints by a form, without an address that
 * says what (facts: ris-vendors.md §3.1).
 * @param {System | undefined} system
 * @returns {[string, string][]}
 */
export function parametersOf(system) {
  const { meta = "none", pages = {} } = system?.object ?? {};
  const id = document.querySelector(meta)?.getAttribute("content") ?? "";
  const [, page = ""] = /\/(\w+)\.asp$/i.exec(location.pathname) ?? [];
  const name = pages[page.toLowerCase()];
  const said = [...new URLSearchParams(location.search).keys()].some((one) => one.toLowerCase() === name?.toLowerCase());
  return name && !said && /^\d+$/.test(id) ? [[name, id]] : [];
}

/** more! rubin's pages carry no mark of their own: its host does, elsewhere the operator's `data-ris="rubin"` at our script. */
const rubin = () =>
  /\.gremien\.info$/i.test(location.hostname) || document.querySelector('script[data-ris="rubin"][src*="/panel/panel.js"]');

/** @returns {System | undefined} */
export const systemHere = () =>
  systems.find(
    ({ ris, mark, path }) => (!path || path.test(location.pathname)) && document.querySelector(mark) && (ris !== "more! rubin" || rubin()),
  );

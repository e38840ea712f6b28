import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fabasoft } from "../../adapters/ecm/fabasoft/index.ts";
import { wsdlFile } from "../../adapters/ecm/fake/fabasoft/description.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { child, parseXml } from "../../adapters/shared/xml.ts";
import { SettingsError } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };
const wsdl = fileURLToPath(wsdlFile);
const actingAs = { persons: { "jörg|1": "j.muster" }, template: "{id}", service: "kim.dienst" };
const common = { user: "tech", password: "geheim", actingAs, subjectArea: "COO.1.2.3", businessDatum: "data_kim" };
const soap = { ...common, wire: "soap", url: "https://e-akte.example/fsc", wsdl };
const rest = { ...common, wire: "rest", url: "https://e-akte.example/api" };

describe("settings", () => {
  test.each([
    [undefined, "url"],
    [{ ...soap, wire: "fax" }, "wire"],
    [{ ...soap, url: "ftp://e-akte.example" }, "url"],
    [{ ...soap, wsdl: undefined }, "wsdl"],
    [{ ...soap, wsdl: "/nirgends/x.wsdl" }, "wsdl"],
    [{ ...soap, wsdl: "https://" }, "wsdl"],
    [{ ...rest, wsdl }, "wsdl"],
    [{ ...rest, document: "internal" }, "document"],
    [{ ...soap, attachments: "fax" }, "attachments"],
    [{ ...soap, user: "a:b" }, "user"],
    [{ ...soap, password: { env: "KIM_TEST_NOT_SET" } }, "password"],
    [{ ...soap, passwort: "x" }, "passwort"],
    [{ ...soap, actingAs: undefined }, "actingAs"],
    [{ ...soap, actingAs: { template: "{id}" } }, "actingAs.service"],
    [{ ...soap, actingAs: { ...actingAs, template: "alle" } }, "actingAs.template"],
    [{ ...soap, actingAs: { ...actingAs, service: "TECH" } }, "actingAs.service"],
    [{ ...soap, actingAs: { service: { userlogin: "tech" } } }, "actingAs.service"],
    [{ ...soap, actingAs: { ...actingAs, persons: { a: "" } } }, "actingAs.persons.a"],
    [{ ...soap, subjectArea: undefined }, "subjectArea"],
    [{ ...soap, file: "COO.1.2.4" }, "subjectArea"],
    [{ ...soap, subjectArea: "0241" }, "subjectArea"],
    [{ ...soap, fileSegments: 0 }, "fileSegments"],
    [{ ...soap, businessDatum: undefined }, "businessDatum"],
    [{ ...soap, businessApp: "Rät" }, "businessApp"],
    [{ ...soap, maxContentBytes: 1 }, "maxContentBytes"],
    [{ ...soap, deadlineSeconds: 0 }, "deadlineSeconds"],
    [{ ...soap, tls: { ca: "/nirgends/ca.pem" } }, "tls"],
  ])("%j is refused: %s", (settings, key) => {
    const error = expect.objectContaining({ key, message: expect.stringMatching(/angeben|streichen|setzen/) });
    expect(() => fabasoft.open(settings, context)).toThrow(SettingsError);
    expect(() => fabasoft.open(settings, context)).toThrow(error);
  });

  test("what is right is taken, and hosts outside it are not called", async () => {
    expect(() => fabasoft.open(soap, context)).not.toThrow();
    expect(() => fabasoft.open({ ...rest, subjectArea: undefined, file: "COO.1.2.3" }, context)).not.toThrow();
    const ecm = fabasoft.open({ ...rest, allowedHosts: ["anders.example"] }, context);
    expect(await failing(ecm.file(sample(), person))).toEqual({ kind: "permanent", code: "host-not-allowed" });
  });

  test("a WSDL that describes something else, and one that cannot be fetched", async () => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const { connection, subjectArea } = simulation.world.fabasoft;
    const open = (given: string) => fabasoft.open({ ...soap, ...connection, subjectArea, wsdl: given }, context);
    const other = open(fileURLToPath(new URL("../../adapters/shared/cmis-1.1/CMISWS-Service.wsdl", import.meta.url)));
    expect(await failing(other.file(sample(), person))).toEqual({ kind: "permanent", code: "soap-wsdl" });
    expect(await failing(open(`${connection.url}?nichts`).file(sample(), person))).toEqual({ kind: "permanent", code: "status-4xx" });
    simulation.world.fabasoft.description = { ...simulation.world.fabasoft.description, text: "<html>Anmeldung</html>" };
    expect(await failing(open(connection.wsdl).file(sample(), person))).toEqual({ kind: "permanent", code: "soap-wsdl" });
  });
});

describe("the simulated E-Akte", () => {
  const envelope = (body: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
  const namespace = "http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/";

  async function booted() {
    const simulation = await fakeEcm.listen({ port: 0 });
    const dms = simulation.world.fabasoft;
    const { url, user, password } = dms.connection;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    async function ask(operation: string, fields: string) {
      const body = envelope(`<${operation} xmlns="${namespace}">${fields}</${operation}>`);
      const reply = await fetch(url, { method: "POST", headers: { authorization, "content-type": "text/xml; charset=utf-8" }, body });
      const answer = child(parseXml(await reply.text()), "Body")?.children[0];
      return { http: reply.status, name: answer?.name, status: child(answer, "status")?.text, says: child(answer, "faultstring")?.text };
    }
    return { simulation, dms, url, authorization, ask, [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose]() };
  }

  test("a document without a procedure lands on a desk with status 0, and the page says so", async () => {
    await using house = await booted();
    const made = await house.ask("CreateOutgoingGI", "<userlogin>j.muster</userlogin><shortname>Ohne &lt;b&gt; Vorgang</shortname>");
    expect(made).toMatchObject({ http: 200, status: "0" });
    expect(house.dms.desk().map(({ title }) => title)).toEqual(["Ohne <b> Vorgang"]);
    const page = await (await fetch(`${house.simulation.url}/fabasoft`)).text();
    expect(page).toContain("Auf einem Schreibtisch, ohne Vorgang");
    expect(page).toContain("Ohne &lt;b&gt; Vorgang");
  });

  test("what the description does not name is dropped without a word; another order is a fault; what is missing has a status", async () => {
    await using house = await booted();
    const { subjectArea } = house.dms;
    const login = "<userlogin>a</userlogin>";
    const address = `<objaddress>${subjectArea}</objaddress>`;
    expect(await house.ask("ReadSubjectAreaGIObjects", `${login}${address}<wunsch>1</wunsch>`)).toMatchObject({ status: "0" });
    expect(house.dms.dropped).toEqual(["ReadSubjectAreaGIObjects.wunsch"]);
    expect(await house.ask("ReadSubjectAreaGIObjects", `${address}${login}`)).toMatchObject({
      http: 500,
      name: "Fault",
      says: expect.stringContaining("userlogin"),
    });
    expect(await house.ask("ReadSubjectAreaGIObjects", address)).toMatchObject({ http: 200, status: "-1" });
    expect(await house.ask("ReadSubjectAreaGIObjects", login)).toMatchObject({ http: 200, status: "-1" });
    expect(await house.ask("DeleteEverythingGI", login)).toMatchObject({ http: 500, name: "Fault" });
  });

  test("nobody but the technical user is let in, on either face", async () => {
    await using house = await booted();
    for (const path of ["/fabasoft/soap", "/fabasoft/soap?wsdl", "/fabasoft/api/files/COO.1.1.1"]) {
      for (const authorization of ["", "Basic eDp5", "Bearer x"]) {
        expect((await fetch(house.simulation.url + path, { headers: { authorization } })).status).toBe(401);
      }
    }
    const { authorization } = house;
    expect((await fetch(`${house.simulation.url}/fabasoft/api/nichts`, { headers: { authorization } })).status).toBe(404);
    expect((await fetch(`${house.simulation.url}/fabasoft/nichts`)).status).toBe(404);
    expect((await fetch(`${house.simulation.url}/fabasoft/papers/COO.1.1.1`)).status).toBe(404);
    expect(house.dms.calls).toEqual([]);
  });

  test("refusals come as 200 with a status by SOAP, as 400 with a body by REST", async () => {
    await using house = await booted();
    const fields = "<userlogin>a</userlogin><objaddress>COO.1.1.1</objaddress>";
    expect(await house.ask("ReadFileGI", fields)).toMatchObject({ http: 200, status: "3" });
    const headers = { authorization: house.authorization, userlogin: "a" };
    const reply = await fetch(`${house.dms.facade.url}/files/COO.1.1.1`, { headers });
    expect([reply.status, await reply.json()]).toMatchObject([400, { fehlerQuelle: "DMS", status: 3 }]);
  });

  test("a façade that refuses what is cancelled: such a document is not said to be absent", async () => {
    await using house = await booted();
    const { facade, subjectArea, businessDatum } = house.dms;
    const ecm = fabasoft.open(
      { ...rest, ...facade, subjectArea, businessDatum, actingAs: { ...actingAs, persons: { "jörg|1": "j" } } },
      context,
    );
    const document = sample();
    const filed = await ecm.file(document, person);
    house.dms.cancelledReads = "refusal";
    expect(await ecm.withdraw?.(filed, person)).toEqual(filed);
    expect(await ecm.withdraw?.(filed, person)).toEqual(filed);
    expect(await failing(ecm.find(document.reference, document.folder, service))).toEqual({
      kind: "permanent",
      code: "fabasoft-cancelled",
    });
    expect(await failing(ecm.readBack(filed, service))).toEqual({ kind: "permanent", code: "fabasoft-cancelled" });
  });
});

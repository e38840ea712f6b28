import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { artifactFile, peers } from "./peers.ts";

/** The in-memory repository of Apache Chemistry, empty, with the types of the simulated system. */
export interface OpenCmis extends AsyncDisposable {
  /** Base address without a trailing slash; `/services11` and `/browser` lie below. */
  readonly url: string;
  readonly connections: Readonly<Record<"soap" | "browser", object>>;
  /** The documents of the repository, read without the driver. */
  documents(): Promise<readonly HeldObject[]>;
}

interface HeldObject {
  readonly path: readonly string[];
  property(id: string): string | undefined;
  readonly bytes: Uint8Array;
}

/** The server takes any login. */
const login = { user: "kim", password: "geheim" };

/** What the server reads when it starts; its own limit of content is 20 MB, and its encrypted temporary files fail on Java 17. */
const configuration = `class=org.apache.chemistry.opencmis.inmemory.server.InMemoryServiceFactoryImpl
repository.id=A1
repository.name=A1
InMemoryServer.RepositoryId=A1
InMemoryServer.User=start
InMemoryServer.Password=start
InMemoryServer.TypesCreatorClass=org.apache.chemistry.opencmis.inmemory.types.DefaultTypeSystemCreator
InMemoryServer.TypeDefinitionsFile=types.xml
InMemoryServer.Class=org.apache.chemistry.opencmis.inmemory.storedobj.impl.StoreManagerImpl
InMemoryServer.MaxSize=400000000
InMemoryServer.EncryptTempFiles=false
RepositoryFiller.Enable=false
`;

/** Starts it on a port of its own, which takes about six seconds, and ends it with this process, however that ends. */
export async function openCmis(): Promise<OpenCmis> {
  const folder = await mkdtemp(join(tmpdir(), "kim-opencmis-"));
  const [war = "", runner = "", ...libraries] = peers.opencmis.artifacts.map(artifactFile);
  await mkdir(join(folder, "classes"));
  await mkdir(join(folder, "tmp"));
  await writeFile(join(folder, "classes", "repository.properties"), configuration);
  await writeFile(join(folder, "classes", "types.xml"), typeDefinitions());
  await writeFile(join(folder, "context.xml"), context(war, join(folder, "classes")));
  // The shell beside it notices the end of this process, even by SIGKILL, at the end of its input.
  const watched = '(read _ <&3; kill $$) > /dev/null 2>&1 & exec java "$@"';
  const options = [`-Djava.io.tmpdir=${folder}/tmp`, "-Xmx2g", "--add-opens=java.base/java.lang=ALL-UNNAMED"];
  const jetty = ["-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog", "-jar", runner];
  const jars = libraries.flatMap((library) => ["--jar", library]);
  const server = spawn(
    "sh",
    ["-c", watched, "java", ...options, ...jetty, ...jars, "--host", "127.0.0.1", "--port", "0", `${folder}/context.xml`],
    {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    },
  );
  const url = await started(server).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    url,
    connections: {
      soap: { url: `${url}/services11`, repository: "A1", ...login },
      browser: { binding: "browser", url: `${url}/browser`, repository: "A1", ...login },
    },
    documents: () => documents(url),
    async [Symbol.asyncDispose]() {
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGKILL");
      await gone;
      server.stdio[3]?.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Entry {
  readonly object: { readonly object: { readonly succinctProperties: Readonly<Record<string, unknown>> } };
  readonly children?: readonly Entry[];
}

const contents = new Map<string, Uint8Array>();

/** Content does not change under the same id, so it is fetched once. */
async function documents(url: string): Promise<HeldObject[]> {
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const root = `${url}/browser/A1/root`;
  const reply = await fetch(`${root}?cmisselector=descendants&depth=-1&succinct=true`, { headers: { authorization } });
  const found: HeldObject[] = [];
  const walk = async (entries: readonly Entry[], path: readonly string[]): Promise<void> => {
    for (const { object, children } of entries) {
      const held = object.object.succinctProperties;
      const here = [...path, String(held["cmis:name"])];
      if (held["cmis:baseTypeId"] === "cmis:folder") await walk(children ?? [], here);
      else {
        const address = `${root}?cmisselector=content&objectId=${held["cmis:objectId"]}`;
        const bytes = contents.get(address) ?? (await (await fetch(address, { headers: { authorization } })).bytes());
        contents.set(address, bytes);
        const property = (id: string) => (held[id] === null || held[id] === undefined ? undefined : String(held[id]));
        found.push({ path: here, bytes, property });
      }
    }
  };
  await walk((await reply.json()) as Entry[], []);
  return found;
}

function started(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((done, failed) => {
    const giveUp = () => {
      server.kill("SIGKILL");
      failed(new Error(`OpenCMIS did not start:\n${said.slice(-40).join("\n")}`));
    };
    const patience = setTimeout(giveUp, 90_000);
    server.once("exit", giveUp);
    if (!server.stderr) return giveUp();
    createInterface(server.stderr).on("line", (line) => {
      said.push(line);
      const port = /Started ServerConnector.*\{127\.0\.0\.1:(\d+)\}/.exec(line)?.[1];
      if (!port) return;
      clearTimeout(patience);
      server.off("exit", giveUp);
      done(`http://127.0.0.1:${port}`);
    });
  });
}

/** Jetty's description of the application; our own classes come before those of the war. */
function context(war: string, classes: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://www.eclipse.org/jetty/configure_9_3.dtd">
<Configure class="org.eclipse.jetty.webapp.WebAppContext">
  <Set name="contextPath">/</Set>
  <Set name="war">${war}</Set>
  <Set name="extraClasspath">${classes}/</Set>
</Configure>
`;
}

/** `kim:record` and `filing:facts` as the simulated system has them. */
function typeDefinitions(): string {
  return `<chem:typeDefinitions xmlns="http://docs.oasis-open.org/ns/cmis/core/200908/" xmlns:chem="http://chemistry.apache.org/schemas/TypeDefnitions"
 xmlns:cmisra="http://docs.oasis-open.org/ns/cmis/restatom/200908/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<cmisra:type xsi:type="cmisTypeDocumentDefinitionType">${facts("kim:record", "cmis:document")}
 <versionable>true</versionable><contentStreamAllowed>allowed</contentStreamAllowed>${properties("kim")}</cmisra:type>
<cmisra:type xsi:type="cmisTypeSecondaryDefinitionType">${facts("filing:facts", "cmis:secondary")}${properties("filing")}</cmisra:type>
<cmisra:type xsi:type="cmisTypeSecondaryDefinitionType">${facts("filing:void", "cmis:secondary")}</cmisra:type>
</chem:typeDefinitions>`;
}

function facts(id: string, base: string): string {
  const isDocument = base === "cmis:document";
  return `<id>${id}</id><localName>${id}</localName><localNamespace>kim</localNamespace><parentId>${base}</parentId><displayName>${id}</displayName>
 <queryName>${id}</queryName><description>${id}</description><baseId>${base}</baseId><creatable>${isDocument}</creatable><fileable>${isDocument}</fileable>
 <queryable>true</queryable><fulltextIndexed>false</fulltextIndexed><includedInSupertypeQuery>true</includedInSupertypeQuery>
 <controllablePolicy>false</controllablePolicy><controllableACL>false</controllableACL>`;
}

function properties(prefix: string): string {
  const kinds = { title: "String", reference: "String", body: "String", date: "DateTime", withdrawn: "Boolean" };
  const written = Object.entries(kinds).map(
    ([name, kind]) => `
 <property${kind}Definition><id>${prefix}:${name}</id><localName>${name}</localName><displayName>${name}</displayName><queryName>${prefix}:${name}</queryName>
 <description>${name}</description><localNamespace>kim</localNamespace><propertyType>${kind.toLowerCase()}</propertyType><cardinality>single</cardinality>
 <updatability>readwrite</updatability><inherited>false</inherited><required>false</required><queryable>true</queryable><orderable>true</orderable>
 <openChoice>false</openChoice></property${kind}Definition>`,
  );
  return written.join("");
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";

/** A file of the Maven Central repository. */
interface Artifact {
  readonly path: string;
  readonly sha256: string;
}

/** Foreign software that our side is held against: what it is made of, and whether it is here. */
interface Peer {
  /** Debian packages. */
  readonly packages: readonly string[];
  readonly artifacts: readonly Artifact[];
  /** Whether the packages are installed; the artifacts are looked for by themselves. */
  isInstalled(): boolean;
}

const runs = (command: string, ...options: string[]) => spawnSync(command, options, { timeout: 60_000 });
/** Debian's own Python has Debian's modules; another one that stands first in PATH has not. */
export const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

export const peers = {
  /** The reference server of CMIS, with the JAX-WS interfaces that Java has no longer had since version 11. */
  opencmis: {
    packages: ["default-jre-headless"],
    isInstalled: () => runs("java", "-version").status === 0,
    artifacts: [
      artifact(
        "org/apache/chemistry/opencmis/chemistry-opencmis-server-inmemory/1.1.0/chemistry-opencmis-server-inmemory-1.1.0.war",
        "e64213571d416a5ff03a923693b97bb32d680b353af40d6807ce007197ae71d9",
      ),
      artifact(
        "org/eclipse/jetty/jetty-runner/9.4.57.v20241219/jetty-runner-9.4.57.v20241219.jar",
        "f63fbee00a06f04a3f715267d5d53ba4389b5b3e9ecc6168d8b73d81243a883f",
      ),
      artifact(
        "com/sun/activation/javax.activation/1.2.0/javax.activation-1.2.0.jar",
        "993302b16cd7056f21e779cc577d175a810bb4900ef73cd8fbf2b50f928ba9ce",
      ),
      artifact(
        "com/sun/xml/messaging/saaj/saaj-impl/1.5.3/saaj-impl-1.5.3.jar",
        "21d451aa7dbe1254388ecc4e5ea71aabbc519c7d7344c9d93e9f79954f38b32b",
      ),
      artifact(
        "javax/annotation/javax.annotation-api/1.3.2/javax.annotation-api-1.3.2.jar",
        "e04ba5195bcd555dc95650f7cc614d151e4bcd52d29a10b8aa2197f3ab89ab9b",
      ),
      artifact("javax/jws/javax.jws-api/1.1/javax.jws-api-1.1.jar", "9f20ab1fea3f9571ed52a9d98e3c651cc7c04c8a709addf238312b60987c6f2c"),
      artifact("javax/xml/bind/jaxb-api/2.3.1/jaxb-api-2.3.1.jar", "88b955a0df57880a26a74708bc34f74dcaf8ebf4e78843a28b50eae945732b06"),
      artifact(
        "javax/xml/soap/javax.xml.soap-api/1.4.0/javax.xml.soap-api-1.4.0.jar",
        "141374e33be99768611a2d42b9d33571a0c5b9763beca9c2dc90900d8cc8f767",
      ),
      artifact("javax/xml/ws/jaxws-api/2.3.1/jaxws-api-2.3.1.jar", "a447f84f95658ea68b347acffe156f7700c62a37ede15d81e5298fb8e5fe6dcf"),
    ],
  },
  /** A strict SOAP client: refuses elements out of order. */
  zeep: { packages: ["python3-zeep"], artifacts: [], isInstalled: () => runs(python, "-c", "import zeep").status === 0 },
  /** SOAP server and client of PHP. */
  phpSoap: {
    packages: ["php-cli", "php-soap"],
    artifacts: [],
    isInstalled: () => /^soap$/m.test(runs("php", "-m").stdout?.toString() ?? ""),
  },
  /** libcmis, a CMIS client in C++. */
  cmisClient: { packages: ["cmis-client"], artifacts: [], isInstalled: () => runs("cmis-client", "--help").status !== null },
  /** Validates XML against schemas. */
  xmllint: { packages: ["libxml2-utils"], artifacts: [], isInstalled: () => runs("xmllint", "--version").status === 0 },
  /** The reverse proxy of templates/operation/nginx.conf. */
  nginx: { packages: ["nginx"], artifacts: [], isInstalled: () => runs("nginx", "-v").status === 0 },
} satisfies Readonly<Record<string, Peer>>;

export type PeerName = keyof typeof peers;

function artifact(path: string, sha256: string): Artifact {
  return { path, sha256 };
}

/** Where artifacts are kept between runs, outside the checkout. */
export const artifactFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "kim-im-rat", "peers");

export function artifactFile({ path }: Artifact): string {
  return join(artifactFolder, basename(path));
}

/** What is not here of a peer, by the names under which it is got; empty if it can be used. */
export function missing(name: PeerName): string[] {
  const { packages, artifacts, isInstalled } = peers[name] as Peer;
  const absent = artifacts.filter((each) => !existsSync(artifactFile(each))).map(({ path }) => basename(path));
  return [...(isInstalled() ? [] : packages), ...absent];
}

/** For `describe.runIf`: whether the peer is here. If not, says so on stderr, past vitest, which shows the console of failed tests only. */
export function isHere(name: PeerName): boolean {
  const absent = missing(name);
  if (absent.length > 0) process.stderr.write(`peer ${name} not tried: ${absent.join(", ")} missing (npm run peers says why)\n`);
  return absent.length === 0;
}

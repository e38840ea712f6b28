import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulator } from "../../../plugin/ports/adapter.ts";
import { route } from "./server.ts";
import { type FakeEcmWorld, fakeState } from "./world.ts";

/**
 * A records system of our own: the part of CMIS 1.1 that `ecm/cmis` uses, by Web Services and Browser binding over the same objects, as strict
 * as the strictest real server (MTOM demanded, WS-Security and element order checked, forbidden names refused, forms taken for ISO-8859-1),
 * documents in memory, a page to look at them. Behind the same address, below /fabasoft, an E-Akte of its own for `ecm/fabasoft`, by web service and
 * REST façade.
 */
export const fakeEcm: Simulator<FakeEcmWorld> = {
  descriptor: { id: "ecm/fake", title: "Simuliertes ECM", versions: "1.1", wire: "soap", direction: "read-write" },
  async listen({ port, host = "127.0.0.1" }) {
    const server = createServer({ requestTimeout: 0 });
    await new Promise<void>((done, failed) => {
      server.once("error", failed).listen(port, host, done);
    });
    const { port: bound } = server.address() as AddressInfo;
    const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
    const state = fakeState(url);
    server.on("request", (request, response) => {
      response.on("error", () => {});
      route(state, request, response).catch(() => response.destroy());
    });
    return {
      url,
      world: state.world,
      async [Symbol.asyncDispose]() {
        const closed = new Promise((done) => server.close(done));
        server.closeAllConnections();
        await closed;
      },
    };
  },
};

// The program itself, started by a test that needs a door of its own: another address, other settings, no demonstration.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

/** A free port. Passkeys and issuers are bound to an address, so it must be known before the program starts. */
export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Serves on this port and answers when it can be asked; end it with `kill`. */
export async function openDoor(port, place, env = process.env) {
  const door = spawn(process.env.STEPDOWN_BIN, ["serve", "--listen", `127.0.0.1:${port}`, ...place], { env, stdio: ["ignore", "pipe", "ignore"] });
  await new Promise((done, fail) => {
    door.stdout.once("data", done);
    door.once("exit", (code) => fail(new Error(`the door ended with ${code}`)));
  });
  return door;
}

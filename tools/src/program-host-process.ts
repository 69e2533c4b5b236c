/** Child process of a {@link ProgramHost}. Serves programs to the engine in the same way as the Automation API. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { HostMessage, HostReply } from "./program-host";

/** Language server that `@pulumi/pulumi/automation` uses for inline programs. The SDK exports no type for it. */
interface AutomationServer {
  LanguageServer: new (program: () => Promise<unknown>) => UntypedServiceImplementation;
}

const { LanguageServer }: AutomationServer = require("@pulumi/pulumi/automation/server.js");
const { LanguageRuntimeService }: { LanguageRuntimeService: ServiceDefinition } =
  require("@pulumi/pulumi/proto/language_grpc_pb.js");

let dir = "";
let running = false;

/** Loads the program again, as a language host in a new process does. Only libraries stay cached. */
async function program(): Promise<unknown> {
  running = true;
  try {
    for (const file of Object.keys(require.cache)) {
      if (!file.includes("/node_modules/")) delete require.cache[file];
    }
    const main = entry();
    if (main.endsWith(".ts")) registerTypeScript();
    const exported: unknown = require(main);
    return typeof exported === "function" ? await exported() : exported;
  } finally {
    running = false;
  }
}

/** Returns the main file of a program. A nested project may have no package.json. */
function entry(): string {
  const manifest = join(dir, "package.json");
  const { main }: { main?: string } = existsSync(manifest) ? require(manifest) : {};
  const files = [main, "index.ts", "index.js"].filter((name) => name !== undefined);
  const found = files.map((name) => join(dir, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`Folder ${dir} does not contain a program.`);
  return found;
}

/** Registers ts-node in the same way as the SDK's own language host, but once for all programs. */
function registerTypeScript(): void {
  if (require.extensions[".ts"]) return;
  const { register }: typeof import("ts-node") = require("ts-node");
  const modules = { module: "nodenext", moduleResolution: "nodenext" };
  register({
    transpileOnly: true,
    skipProject: true,
    compilerOptions: { target: "ES2022", ...modules },
  });
}

function reply(message: HostReply): void {
  process.send?.(message);
}

const server = new Server();
server.addService(LanguageRuntimeService, new LanguageServer(program));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.on("message", (message: HostMessage) => {
    if ("env" in message) {
      for (const name of Object.keys(process.env)) delete process.env[name];
      Object.assign(process.env, message.env);
      dir = message.dir;
      process.chdir(dir);
      reply({ address: `127.0.0.1:${port}` });
    } else if (running) {
      // The engine has ended, but the program is still running.
      process.exit();
    } else {
      reply({ idle: true });
    }
  });
});
process.on("disconnect", () => process.exit());

import type { HttpBindings } from "@hono/node-server";

/** What a request brings along: Node's own request and response beside the standard ones. */
export interface AppEnv {
  Bindings: HttpBindings;
}

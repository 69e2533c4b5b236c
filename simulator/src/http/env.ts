import type { HttpBindings } from "@hono/node-server";
import type { Account } from "../network/account";

/** What a request brings along. */
export interface AppEnv {
  /** Node's own request and response beside the standard ones. */
  Bindings: HttpBindings;
  Variables: {
    /** The account in the path, once the credentials have opened it. */
    account: Account;
  };
}

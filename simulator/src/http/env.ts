import type { HttpBindings } from "@hono/node-server";
import type { Account } from "../network/account";

/** Hono environment of a request. */
export interface AppEnv {
  /** Node's request and response. */
  Bindings: HttpBindings;
  Variables: {
    /** Account in the path, set after the credentials are checked. */
    account: Account;
    /** Whether the token has access to an account, for requests without an account in the path. */
    mayRead: (account: string) => boolean;
  };
}

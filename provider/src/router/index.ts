export type { AcceptedPrefix, RouterConfigArgs, RouterPlatform } from "./args";
export { routerConfig } from "./router-config";
export type { RouterHealthCheck, RouterLink, RouterSession } from "./session";
export type { StaticRouterConfigArgs, StaticRouterSession } from "./static/args";

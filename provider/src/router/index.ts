export type { AcceptedPrefix, RouterConfigArgs, RouterPlatform } from "./args";
export { routerConfig } from "./router-config";
export type { RouterHealthCheck, RouterSession } from "./session";

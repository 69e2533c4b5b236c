export { routerConfig } from "./router-config";
export type { RouterConfigArgs, RouterPlatform, RouterSession } from "./session";

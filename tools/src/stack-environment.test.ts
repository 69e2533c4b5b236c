import { stackEnvironment } from "./stack-environment";

const engine = { root: "/e", bin: "/e/bin", version: "3.276.0", source: "cache" } as const;

it("stackEnvironment removes only variables that configure Pulumi, name an account or slow down every start", () => {
  const env = stackEnvironment(engine, "/tmp/b c", "dev", {
    PATH: "/bin",
    HOME: "/home/me",
    PULUMI_HOME: "/pulumi",
    PULUMI_ACCESS_TOKEN: "pul-1",
    PULUMI_CONFIG_PASSPHRASE_FILE: "/passphrase",
    CLOUDFLARE_API_TOKEN: "token",
    JEST_WORKER_ID: "1",
    NODE_EXTRA_CA_CERTS: "/certificates",
  });
  expect(env).toEqual({
    PATH: "/e/bin:/bin",
    HOME: "/home/me",
    PULUMI_HOME: "/pulumi",
    PULUMI_BACKEND_URL: "file:///tmp/b%20c",
    PULUMI_STACK: "dev",
    PULUMI_CONFIG_PASSPHRASE: "throwaway",
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  });
});

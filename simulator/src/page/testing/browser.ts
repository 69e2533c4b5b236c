import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";

/** Chromium from the package registry, with none of its own protections switched off but one. */
async function openBrowser(): Promise<Browser> {
  // A container lets nobody make the namespaces that the sandbox is made of.
  const args = ["--no-sandbox", "--no-zygote", "--disable-dev-shm-usage"];
  const executablePath = process.env.CHROMIUM ?? (await packagedChromium());
  return playwright.launch({ args, executablePath, headless: true });
}

// The package holds a browser for Linux on x64; elsewhere CHROMIUM names one that is installed.
async function packagedChromium(): Promise<string> {
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

/** How somebody looks at the page. */
export interface View {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
}

/** A page of its own session, with what it should not have done. */
export interface Watched {
  readonly page: Page;
  /** Errors, warnings (violations of the policy among them) and requests to elsewhere. */
  readonly complaints: string[];
}

async function openPage(
  browser: Browser,
  url: string,
  { colorScheme = "light", width = 1400 }: View = {},
): Promise<Watched> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // The browser remarks on every request that failed, whoever copes with it.
    if (!message.text().startsWith("Failed to load resource")) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(url).origin && protocol !== "data:") {
      complaints.push(`request to ${request.url()}`);
    }
  });
  await page.goto(url);
  return { page, complaints };
}

/**
 * A browser for the tests of a file. Whatever a test opens is closed after it, and must not have
 * done anything that it should not.
 */
export function useBrowser(): (url: string, view?: View) => Promise<Watched> {
  let browser: Browser;
  let opened: Watched[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(async () => {
    const complaints = opened.flatMap((watched) => watched.complaints);
    await Promise.all(opened.map(({ page }) => page.context().close()));
    opened = [];
    expect(complaints).toEqual([]);
  });
  afterAll(() => browser.close());

  return async function open(url, view) {
    const watched = await openPage(browser, url, view);
    opened.push(watched);
    return watched;
  };
}

/** What a file of `scripts` says of the page that is open. */
export function ask<Answer>(page: Page, script: string): Promise<Answer> {
  return page.evaluate<Answer>(readFileSync(join(__dirname, "scripts", `${script}.js`), "utf8"));
}

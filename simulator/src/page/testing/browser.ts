import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page, chromium as playwright } from "playwright-core";

/** Starts Chromium from the npm package, without the sandbox. */
async function openBrowser(): Promise<Browser> {
  // The sandbox needs namespaces, which containers do not allow.
  const args = ["--no-sandbox", "--no-zygote", "--disable-dev-shm-usage"];
  const executablePath = process.env.CHROMIUM ?? (await packagedChromium());
  return playwright.launch({ args, executablePath, headless: true });
}

// The package contains a browser for Linux on x64 only. On other systems, set CHROMIUM to the path of a browser.
async function packagedChromium(): Promise<string> {
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

/** Settings of the browser window. */
export interface View {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
}

/** Page in a browser session of its own, and the problems that the page reported. */
export interface Watched {
  readonly page: Page;
  /** Errors, warnings (including policy violations) and requests to other origins. */
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
    // The browser logs every failed request, even if the page handles it.
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
 * Starts a browser for the tests of a file. After each test, closes the pages that the test opened, and
 * fails if one of them reported a problem.
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

/** Runs a file of `scripts` in the page and returns its result. */
export function ask<Answer>(page: Page, script: string): Promise<Answer> {
  return page.evaluate<Answer>(readFileSync(join(__dirname, "scripts", `${script}.js`), "utf8"));
}

import { Command } from "commander";
import { adoptCommand } from "./commands/adopt/command";
import { commentCommand } from "./commands/comment/command";
import { completionCommand } from "./commands/completion";
import { designCommand } from "./commands/design/command";
import { doctorCommand } from "./commands/doctor/command";
import { drillCommand } from "./commands/drill/command";
import { loaCommand } from "./commands/loa";
import { metricsCommand } from "./commands/metrics/command";
import { orderSheetCommand } from "./commands/order-sheet";
import { orphansCommand } from "./commands/orphans/command";
import { diagramCommand, reportCommand } from "./commands/pictures";
import { simulateCommand } from "./commands/simulate";
import { slotsCommand } from "./commands/slots";
import { snapshotCommand } from "./commands/snapshot/command";
import { statusCommand } from "./commands/status";
import { verifyCommand } from "./commands/verify/command";
import { exitCodesHelp } from "./exit-codes";
import { ownVersion } from "./version";

export function createProgram(): Command {
  const program = new Command("cni")
    .description("Manage Cloudflare Network Interconnect (CNI) from the command line")
    .version(ownVersion())
    .showHelpAfterError('(list commands with "cni --help")')
    .exitOverride();
  const commands = [
    slotsCommand(),
    statusCommand(),
    metricsCommand(),
    loaCommand(),
    orderSheetCommand(),
    verifyCommand(),
    diagramCommand(),
    reportCommand(),
    commentCommand(),
    designCommand(),
    adoptCommand(),
    orphansCommand(),
    snapshotCommand(),
    simulateCommand(),
    drillCommand(),
    doctorCommand(),
    completionCommand(() => program),
  ];
  for (const command of commands) {
    // Only `command()` passes settings on to commands, but these commands already exist.
    program.addCommand(command.copyInheritedSettings(program));
    command.addHelpText("after", `\n${exitCodesHelp()}`);
  }
  return program.addHelpText("after", `\n${environmentHelp()}\n\n${exitCodesHelp()}`);
}

function environmentHelp(): string {
  return `Environment variables, the same as for the provider: CLOUDFLARE_API_TOKEN, or CLOUDFLARE_API_KEY
and CLOUDFLARE_EMAIL; CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_BASE_URL. With --stack, the command also
reads the configuration of the stack.`;
}

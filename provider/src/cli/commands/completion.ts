import { Argument, Command } from "commander";
import { completionScript, SHELLS } from "../completion";

/** Made from the program itself, so that it never lags behind. */
export function completionCommand(program: () => Command): Command {
  return new Command("completion")
    .summary("print the completion of a shell")
    .description(
      'print the completion of a shell: eval "$(cni completion bash)", source <(cni completion zsh), or cni completion fish > ~/.config/fish/completions/cni.fish',
    )
    .addArgument(new Argument("<shell>", "which one").choices(SHELLS))
    .action((shell: string) => {
      process.stdout.write(completionScript(shell, program()));
    });
}

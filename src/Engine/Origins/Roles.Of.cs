using Berth.Engine.Frameworks;
using Berth.Model.Processes;

namespace Berth.Engine.Origins;

/// <summary>
/// Knows a program by its short name, its file, or, for an interpreter, the script or package that it runs. A process chooses
/// its own name: a role is likely, never certain.
/// </summary>
static partial class Roles
{
    public static Role? Of(ProcessFacts process)
    {
        // A kernel thread may carry any name, such as "kworker"; it starts nothing.
        if (process.IsKernelThread) return null;
        if (OfServerFolder(process.Executable.Value) is { } remote) return remote;
        var launch = Launch.Of(process);
        if (launch is not null && OfScript(launch) is { } script) return script;
        if (ByName.TryGetValue(process.Name, out var byName)) return byName;
        if (ProgramFile.Name(process) is { } file && ByName.TryGetValue(file, out var byFile)) return byFile;
        return launch is not null && ByName.TryGetValue(launch.Title, out var byTitle) ? byTitle : null;
    }

    static Role? OfScript(Launch launch) => launch switch
    {
        { Package: "@anthropic-ai/claude-code" or "claude" } => ByName["claude"],
        { Package: "@openai/codex" or "codex" } => ByName["codex"],
        { Package: "@google/gemini-cli" or "gemini" } => ByName["gemini"],
        { Package: "@github/copilot" or "copilot" } => ByName["copilot"],
        { Package: "opencode-ai" or "opencode" } => ByName["opencode"],
        { Package: "@sourcegraph/amp" } => ByName["amp"],
        { Package: "@qwen-code/qwen-code" } => ByName["qwen-code"],
        { Package: "nodemon" } => ByName["nodemon"],
        { Package: "pm2" } => ByName["pm2"],
        { Package: "forever" } => ByName["forever"],
        { Package: "concurrently" } => ByName["concurrently"],
        { Package: "npm" or "npm-cli.js" or "npx-cli.js" } => ByName["npm"],
        { Package: "pnpm" } => ByName["pnpm"],
        { Package: "yarn" } => ByName["yarn"],
        { Package: "turbo" } => ByName["turbo"],
        { Program: "python", Script: not null, ScriptName: "aider" or "supervisord" or "honcho" or "watchmedo" or "openhands" } => ByName[launch.ScriptName],
        { Program: "python", Module: "aider" or "honcho" } => ByName[launch.Module],
        { Program: "ruby", Script: not null, ScriptName: "foreman" } => ByName["foreman"],
        { Program: "java" } when launch.Arguments.Contains("com.intellij.idea.Main") => ByName["idea"],
        _ => null,
    };

    // Editors put their remote half in a hidden folder of their own below the home directory.
    static Role? OfServerFolder(string? path)
    {
        if (path is null) return null;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var role = path.AsSpan(range) switch
            {
                ".vscode-server" or ".vscode-server-insiders" or ".vscode-remote" => ByName["code"],
                ".cursor-server" => ByName["cursor"],
                ".windsurf-server" => ByName["windsurf"],
                ".zed_server" => ByName["zed"],
                _ => null,
            };
            if (role is not null) return role;
        }
        return null;
    }
}

using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Setup;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Projects.Import;
using Berth.Projects.Yaml;

namespace Berth.Cli.Commands;

/// <summary>`berth import`: a berth.yaml made of another tool's file.</summary>
static class ImportCommand
{
    const string Examples = """
        Examples:
          berth import procfile                       ./Procfile
          berth import process-compose --print
          berth import portless apps/portless.json

        Writes berth.yaml into this folder. What cannot be said there is a comment in it, and a line here: nothing is dropped silently.
        A Procfile needs no import: `berth up` reads it as it is. Ends with 3 when there is no such file, with 4 when there is a
        berth.yaml already (--force) or the file is wrong.
        """;

    static readonly Dictionary<string, string[]> files = new()
    {
        ["procfile"] = ["Procfile"],
        ["process-compose"] = ["process-compose.yaml", "process-compose.yml"],
        ["portless"] = [.. PortlessImport.Files, "package.json"],
    };

    public static Command Create(CommandContext context)
    {
        var kind = new Argument<string>("kind") { HelpName = "kind", Description = "procfile, process-compose or portless" };
        kind.AcceptOnlyFromAmong([.. files.Keys]);
        var file = new Argument<string?>("file") { Arity = ArgumentArity.ZeroOrOne, HelpName = "file", Description = "The file; the usual one in this folder when left out" };
        var print = new Option<bool>("--print") { Description = "Show the file, and write nothing" };
        var force = new Option<bool>("--force") { Description = "Write over a berth.yaml that is there" };
        var command = new Command("import", "Write a berth.yaml from another tool's file") { kind, file, print, force };
        command.SetAction(parsed => Run(context, parsed.GetValue(kind)!, parsed.GetValue(file), parsed.GetValue(print), parsed.GetValue(force)));
        return command.WithExamples(Examples);
    }

    static int Run(CommandContext context, string kind, string? given, bool print, bool force)
    {
        var writing = new BerthFileWriting("import", context);
        if (writing.Folder is not { } folder) return writing.NoFolder();
        var path = given is not null ? Path.GetFullPath(given, folder) : files[kind].Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Path.Combine(folder, files[kind][0]);
        if (SourceFile.Read(path) is not { } text)
        {
            context.Say($"berth import: {Escape.ForTerminal(path)} is not there, is empty, or cannot be read. Name the file: berth import {kind} FILE");
            return ExitCode.NothingThere;
        }
        var problems = new List<YamlProblem>();
        var beside = kind == "portless" ? PortlessImport.FolderOf(path) : Path.GetDirectoryName(path)!;
        var hasEnvironmentFile = File.Exists(Path.Combine(beside, ".env"));
        var draft = kind switch
        {
            "procfile" => ProcfileImport.Read(path, text, hasEnvironmentFile, problems),
            "process-compose" => ProcessComposeImport.Read(path, text, hasEnvironmentFile, problems),
            _ => PortlessImport.Read(beside, path),
        };
        if (problems.Count > 0) return writing.Problems(problems);
        if (draft is null || draft.Services.Count == 0)
        {
            context.Say($"berth import: {Escape.ForTerminal(path)} says nothing that could be run.");
            return ExitCode.NothingThere;
        }
        if (beside != folder) draft.Notes.Add($"Made of {Path.GetRelativePath(folder, path)}: paths in it are meant from there.");
        return writing.Write(draft, print, force, Escape.ForTerminal(Path.GetRelativePath(folder, path)));
    }
}

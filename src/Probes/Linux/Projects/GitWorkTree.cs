using System.Runtime.Versioning;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Projects;

/// <summary>
/// Recognises a git work tree by its .git entry (gitrepository-layout(5)): a folder in the main work tree, in a linked one a
/// file that says "gitdir: MAIN/.git/worktrees/NAME". The files are somebody else's: whatever they hold, the answer is a project or none.
/// </summary>
[SupportedOSPlatform("linux")]
static class GitWorkTree
{
    const int MaxFile = 4096;
    const int ShortCommit = 8;

    public static Project? At(string folder, IFileTree files)
    {
        var entry = Path.Combine(folder, ".git");
        var name = Path.GetFileName(folder);
        if (files.Has(Path.Combine(entry, "HEAD"))) return new Project(name, folder, Branch(entry, files), null);
        if (files.Read(entry, MaxFile) is not { } pointer || !pointer.StartsWith("gitdir: ", StringComparison.Ordinal) || pointer.Contains('\0')) return null;

        var gitFolder = Path.GetFullPath(pointer["gitdir: ".Length..].Trim(), folder);
        var isLinked = Path.GetFileName(Path.GetDirectoryName(gitFolder)) == "worktrees";
        if (!isLinked) return new Project(name, folder, Branch(gitFolder, files), null); // a submodule: a repository of its own
        var main = Path.GetDirectoryName(Path.GetDirectoryName(gitFolder))!;
        return new Project(MainName(main), folder, Branch(gitFolder, files), name);
    }

    // "/code/shop/.git" and a bare "/code/shop.git" are both called shop.
    static string MainName(string gitFolder)
    {
        var last = Path.GetFileName(gitFolder);
        if (last == ".git") return Path.GetFileName(Path.GetDirectoryName(gitFolder)) ?? last;
        return last.EndsWith(".git", StringComparison.Ordinal) ? last[..^4] : last;
    }

    static string? Branch(string gitFolder, IFileTree files)
    {
        if (files.Read(Path.Combine(gitFolder, "HEAD"), MaxFile) is not { } head) return null;
        const string prefix = "ref: refs/heads/";
        head = head.Trim();
        if (head.StartsWith(prefix, StringComparison.Ordinal)) return head[prefix.Length..];
        return head.Length >= ShortCommit && IsHexadecimal(head) ? head[..ShortCommit] : null;
    }

    static bool IsHexadecimal(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }
}

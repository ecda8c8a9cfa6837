using Berth.Audit.Diagnose.Cases;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The system can open more files; a socket is one.</summary>
sealed class OpenFilesCheck : ICheck
{
    const double TooMuch = 0.9;

    public string Name => "files";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.OpenFiles is not { Share: >= TooMuch } files) return null;
        return new Diagnosis(
            "files-full", "The system is about to run out of open files, and every socket is one.", [$"{files.Used} of {files.Most} (fs.file-nr and fs.file-max)."],
            Say.Setting(facts.Snapshot.Host, "Allow more, then look who opens so many", "fs.file-max", $"{files.Most * 2}", $"{files.Most}"));
    }

    public string Seen(MachineFacts facts) => facts.OpenFiles is { } files ? $"{files.Used} of {files.Most} open in the whole system" : "could not be read";
}

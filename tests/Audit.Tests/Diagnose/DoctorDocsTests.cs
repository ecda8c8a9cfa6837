using System.Text.RegularExpressions;

namespace Berth.Audit.Tests.Diagnose;

public class DoctorDocsTests
{
    [Fact]
    public void The_docs_name_every_cause_and_no_other()
    {
        var told = Regex.Matches(File.ReadAllText(Path.Combine(Checkout(), "docs", "doctor.md")), "^\\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \\|", RegexOptions.Multiline)
            .SelectMany(row => row.Groups[1].Value.Split(", ")).Select(id => id.Trim('`')).Order().ToList();
        var known = CauseTests.Ids.Concat(MachineDoctorTests.Ids).Distinct().Order();
        Assert.Equal(known, told);
    }

    static string Checkout()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return folder;
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}

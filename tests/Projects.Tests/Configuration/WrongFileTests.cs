using Berth.Projects.Configuration;

namespace Berth.Projects.Tests.Configuration;

/// <summary>Every file of Wrong/ with what is said about it, which stands in its last lines. BERTH_UPDATE_GOLDEN=1 writes these anew.</summary>
public class WrongFileTests
{
    const string Folder = "tests/Projects.Tests/Configuration/Wrong", Mark = "# => ";

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, Folder)).Select(static path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory, MemberData(nameof(Cases))]
    public void A_wrong_file_is_told_what_where_and_what_to_do(string name)
    {
        var path = $"{Folder}/{name}.yaml";
        var document = string.Concat(File.ReadLines(Path.Combine(Checkout.Root, path)).Where(static line => !line.StartsWith(Mark, StringComparison.Ordinal)).Select(static line => $"{line}\n"));
        var file = ProjectFile.Parse("berth.yaml", "/home/ada/shop", document);
        Assert.Null(file.Project);
        Checkout.Check(path, document + string.Concat(file.Problems.Select(problem => $"{Mark}{problem}\n")));
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.InRange(Cases.Count, 30, 1000);
}

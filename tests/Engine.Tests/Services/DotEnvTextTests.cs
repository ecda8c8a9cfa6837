using Berth.Counterparts;
using Berth.Engine.Services;
using Berth.Model.Services;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Services;

public class DotEnvTextTests
{
    static string Read(string text)
    {
        var problems = new List<string>();
        var entries = DotEnvText.Read(".env", text, problems);
        return string.Join('|', entries.Select(entry => $"{entry.Name}={entry.Value}").Concat(problems));
    }

    [Theory]
    [InlineData("A=1\nB = two words \n", "A=1|B=two words")]
    [InlineData("# note\n\n  export A=1\nexport B\n", "A=1")]
    [InlineData("A=1 # note\nB=x#y\nC=#z\n", "A=1|B=x#y|C=")]
    [InlineData("A='a # $b \\n'\nB=\"a # \\\"$b\\\" \\n\\x\" # note", "A=a # $b \\n|B=a # \"$b\" \n\\x")]
    [InlineData("A=\"one\ntwo\"\nB='three\n four'\nC=5", "A=one\ntwo|B=three\n four|C=5")]
    [InlineData("\ufeffA=1\r\nB=2\r\n", "A=1|B=2")]
    [InlineData("A=\nB=''\nC=it's\n", "A=|B=|C=it's")]
    [InlineData("URL=http://x/?a=b&c=d", "URL=http://x/?a=b&c=d")]
    [InlineData("A=1\nwrong line\nB=2", "A=1|B=2|.env:2: is no NAME=value line")]
    [InlineData("1A=1", ".env:1: is no NAME=value line")]
    [InlineData("B=\"x\n\ny\"\nA='open", "B=x\n\ny|.env:4: the quote of A is not closed")]
    [InlineData("A=\"x\" y", ".env:1: there is more behind the closing quote of A")]
    public void A_file_is_read_as_its_usual_readers_do(string text, string entries) => Assert.Equal(entries, Read(text));

    [Fact]
    public void What_is_written_is_read_back_as_it_was() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Values().ToArbitrary(), value =>
        {
            var problems = new List<string>();
            Assert.Equal([new EnvironmentEntry("A", value), new EnvironmentEntry("B", "2")], DotEnvText.Read("x", DotEnvText.Write([new("A", value), new("B", "2")]), problems));
            Assert.Empty(problems);
        }));

    [Fact]
    public void A_shell_reads_back_what_is_exported()
    {
        string[] hard = ["", "a b", "it's", "$(id)", "`id`", "a\nb", "\"", "\\", "*", "~", "x;y", "日本", "-n", "'", "''"];
        var script = ShellText.Exports(hard.Select((value, i) => new EnvironmentEntry($"V{i}", value))) + string.Concat(hard.Select((_, i) => $"printf '%s\\0' \"$V{i}\"\n"));
        Assert.Equal(hard, Command.Must("/bin/sh", "-c", script).Split('\0')[..^1]);
    }

    static Gen<string> Values() =>
        Gen.Elements("a", "Z", "0", " ", "\n", "\t", "\r\n", "'", "\"", "\\", "$", "`", "#", "=", "!", "日", "{", "}", ";", "&", "|", "\\n").ListOf().Select(static parts => string.Concat(parts).Replace("\r\n", "\r", StringComparison.Ordinal));
}

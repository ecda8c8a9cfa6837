using System.Runtime.Versioning;
using Berth.Counterparts;
using Berth.Linux.Programs;

namespace Berth.Linux.Tests.Programs;

[SupportedOSPlatform("linux")]
public sealed class SystemProgramTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("systemctl")]
    [InlineData("./systemctl")]
    [InlineData("bin/systemctl")]
    [InlineData("")]
    public void A_name_that_is_not_a_path_is_never_started(string name) =>
        Assert.Throws<ArgumentException>(() => ProgramStart.Of(name, []));

    [Fact]
    public void A_program_of_the_current_folder_is_not_taken_for_one_of_the_system()
    {
        Script("berth-no-such-program", "echo taken");
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.Path;
        try
        {
            Assert.Equal(ProgramEnd.Missing, SystemProgram.Run("berth-no-such-program", []).End);
            Assert.Equal(ProgramEnd.Missing, SystemProgram.Run("./berth-no-such-program", []).End);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public void It_runs_in_the_root_folder_with_a_clean_environment()
    {
        var output = SystemProgram.Run(Script("shows", "pwd; env | sort | grep -v -e ^_= -e ^PWD= -e ^SHLVL="), []);
        Assert.Equal("/\nLC_ALL=C\nPATH=/usr/sbin:/sbin:/usr/bin:/bin\n", output.Text);
    }

    [Fact]
    public void What_it_says_of_a_failure_is_shortened()
    {
        var output = SystemProgram.Run(Script("fails", "head -c 5000 /dev/zero | tr '\\0' x >&2; exit 3"), []);
        Assert.Equal((ProgramEnd.Failed, 400), (output.End, output.Said.Length));
    }

    [Fact]
    public void One_that_takes_too_long_is_ended()
    {
        var output = new SystemProgram(TimeSpan.FromMilliseconds(100)).RunToEnd(Script("hangs", "exec sleep 600"), []);
        Assert.Equal((ProgramEnd.Ended, "hangs did not end within 0 s"), (output.End, output.Problem));
    }

    [Fact]
    public void One_that_reads_nothing_of_its_input_is_no_failure() =>
        Assert.Equal("done\n", SystemProgram.Run(Script("deaf", "exec <&-; echo done"), [], new string('x', 1 << 20)).Text);

    public void Dispose() => folder.Dispose();

    string Script(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}

using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class ProjectTests : IDisposable
{
    const string Serve = Python.Prelude + "s = listen('127.0.0.1', 3000); ready(); wait()";

    readonly NetworkNamespace net = new();

    [Fact]
    public void The_work_tree_and_branch_of_a_server_are_told()
    {
        var folder = Repository("shop");
        Directory.CreateDirectory(Path.Combine(folder, "src", "web"));
        using var server = net.StartIn(Path.Combine(folder, "src", "web"), Python.Path, "-c", Serve);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(["shop"], row.Texts("project"));
        Assert.Equal(["trunk"], row.Texts("branch"));
        Assert.Equal([null], row.Texts("worktree"));
    }

    [Fact]
    public void A_linked_worktree_is_the_same_project_under_its_own_branch()
    {
        var folder = Repository("shop");
        Git(folder, "worktree", "add", "-q", "-b", "feature/pay", net.Home.At("elsewhere"));
        using var server = net.StartIn(net.Home.At("elsewhere"), Python.Path, "-c", Serve);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(["shop"], row.Texts("project"));
        Assert.Equal(["feature/pay"], row.Texts("branch"));
        Assert.Equal(["elsewhere"], row.Texts("worktree"));
    }

    [Fact]
    public void A_detached_head_has_no_branch()
    {
        var folder = Repository("shop");
        Git(folder, "checkout", "-q", "--detach");
        using var server = net.StartIn(folder, Python.Path, "-c", Serve);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(["shop"], row.Texts("project"));
        Assert.DoesNotContain("trunk", row.Texts("branch"));
    }

    [Fact]
    public void A_folder_that_is_no_project_is_none()
    {
        using var server = net.StartIn(net.Home.Path, Python.Path, "-c", Serve);
        Assert.Equal([null], BerthProgram.OnlyRow(net).Texts("project"));
    }

    [Fact]
    public void What_lies_here_by_the_path_of_a_process_with_other_files_is_not_its_project()
    {
        var folder = Repository("shop");
        using var server = Elsewhere(folder, "exec \"$@\"");
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal([folder], row.Texts("directory"));
        Assert.Equal([null], row.Texts("project"));
        Assert.Equal([null], row.Texts("branch"));
    }

    [Fact]
    public void The_project_of_a_process_with_other_files_is_read_among_them()
    {
        var folder = net.Home.At("app");
        Directory.CreateDirectory(folder);
        // A linked worktree names its main one by a whole path, which means something only there.
        using var server = Elsewhere(folder, """
            git init -q -b main shop; git -C shop -c user.name=Test -c user.email=test@localhost commit -q --allow-empty -m Begin
            git -C shop worktree add -q -b inner ../pay; cd pay; exec "$@"
            """);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal(["shop"], row.Texts("project"));
        Assert.Equal(["inner"], row.Texts("branch"));
        Assert.Equal(["pay"], row.Texts("worktree"));
    }

    [Fact]
    public void A_process_that_has_a_mount_namespace_of_its_own_with_the_same_files_is_in_our_project()
    {
        using var server = net.StartIn(Repository("shop"), "unshare", "-m", Python.Path, "-c", Serve);
        Assert.Equal(["trunk"], BerthProgram.OnlyRow(net).Texts("branch"));
    }

    // In a mount namespace where another file system lies on the folder.
    Server Elsewhere(string folder, string then) =>
        net.StartIn(folder, "unshare", "-m", "sh", "-ec", $"mount -t tmpfs none \"$1\"; cd \"$1\"; shift; {then}", "sh", folder, Python.Path, "-c", Serve);

    string Repository(string name)
    {
        var folder = net.Home.At(name);
        Directory.CreateDirectory(folder);
        Git(folder, "init", "-q", "-b", "trunk");
        Git(folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "-q", "--allow-empty", "-m", "Begin");
        return folder;
    }

    void Git(string folder, params IReadOnlyList<string> arguments) => net.Must(["git", "-C", folder, .. arguments]);

    public void Dispose() => net.Dispose();
}

using System.Diagnostics;
using Berth.Probes.Linux.Projects;

namespace Berth.Probes.Tests.Projects;

public sealed class ProjectFinderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_main_work_tree_is_named_by_its_folder_and_branch()
    {
        var shop = Repository("shop");
        Directory.CreateDirectory(shop + "/src/api");
        var project = new ProjectFinder().Find(shop + "/src/api");
        Assert.NotNull(project);
        Assert.Equal("shop", project.Name);
        Assert.Equal(shop, project.Root);
        Assert.Equal("main", project.Branch);
        Assert.Null(project.Worktree);
    }

    [Fact]
    public void A_linked_work_tree_keeps_the_projects_name_and_tells_its_own()
    {
        var shop = Repository("shop");
        Git(shop, "worktree", "add", "-q", "-b", "fix/login", folder.Path + "/shop-login");
        var project = new ProjectFinder().Find(folder.Path + "/shop-login");
        Assert.NotNull(project);
        Assert.Equal("shop", project.Name);
        Assert.Equal("fix/login", project.Branch);
        Assert.Equal("shop-login", project.Worktree);
    }

    [Fact]
    public void A_detached_head_is_told_by_its_commit()
    {
        var shop = Repository("shop");
        Git(shop, "checkout", "-q", "--detach");
        var commit = Git(shop, "rev-parse", "HEAD").Trim();
        Assert.Equal(commit[..8], new ProjectFinder().Find(shop)?.Branch);
    }

    [Fact]
    public void A_berth_file_makes_a_project_without_git()
    {
        folder.Write("plain/berth.yaml", "");
        var project = new ProjectFinder().Find(folder.Path + "/plain");
        Assert.Equal("plain", project?.Name);
        Assert.Null(project?.Branch);
    }

    [Theory]
    [InlineData("berth.yaml")]
    [InlineData("Procfile")]
    [InlineData("Procfile.dev")]
    public void A_folder_of_a_work_tree_that_says_what_it_runs_is_a_project_of_its_own(string file)
    {
        var shop = Repository("shop");
        folder.Write($"shop/api/{file}", "");
        Directory.CreateDirectory(shop + "/api/src");
        var project = new ProjectFinder().Find(shop + "/api/src");
        Assert.Equal(("api", shop + "/api", "main"), (project?.Name, project?.Root, project?.Branch));
        Assert.Equal("shop", new ProjectFinder().Find(shop)?.Name);
    }

    [Fact]
    public void A_folder_outside_of_every_project_has_none() => Assert.Null(new ProjectFinder().Find("/proc"));

    [Theory]
    [InlineData("")]
    [InlineData("relative/path")]
    [InlineData("/gone (deleted)")]
    [InlineData("/no/such/folder")]
    public void A_folder_that_cannot_be_is_no_project(string path) => Assert.Null(new ProjectFinder().Find(path));

    [Theory]
    [InlineData("garbage")]
    [InlineData("gitdir: ")]
    [InlineData("gitdir: /dev/zero")]
    [InlineData("gitdir: ../../../../../../nowhere")]
    public void A_strange_git_file_is_read_without_harm(string content)
    {
        folder.Write("odd/.git", content);
        var project = new ProjectFinder().Find(folder.Path + "/odd");
        Assert.Null(project?.Branch);
    }

    [Fact]
    public void A_git_entry_that_is_a_pipe_does_not_block()
    {
        Directory.CreateDirectory(folder.Path + "/piped");
        Run(folder.Path, "mkfifo", "piped/.git");
        Assert.Null(new ProjectFinder().Find(folder.Path + "/piped"));
    }

    string Repository(string name)
    {
        var path = folder.Path + "/" + name;
        Directory.CreateDirectory(path);
        Git(path, "init", "-q", "-b", "main");
        Git(path, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "first");
        return path;
    }

    static string Git(string path, params IReadOnlyList<string> arguments) => Run(path, ["git", .. arguments]);

    static string Run(string path, params IReadOnlyList<string> command)
    {
        var info = new ProcessStartInfo(command[0]) { WorkingDirectory = path, RedirectStandardOutput = true };
        for (var i = 1; i < command.Count; i++) info.ArgumentList.Add(command[i]);
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

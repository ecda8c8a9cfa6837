using Berth.Cli.Hosting;

namespace Berth.Cli.Tests.Commands;

public sealed class InitTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("berth-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string At(string name) => Path.Combine(folder, name);

    Room Room() => new() { Directory = folder };

    [Fact]
    public void A_berth_file_is_written_from_what_is_there()
    {
        File.WriteAllText(At("Procfile"), "web: node server.js\nworker: work\n");
        var room = Room();
        Assert.Equal(ExitCode.Done, room.Run("init"));
        Assert.Contains("web:\n    run: node server.js\n    port: auto\n", File.ReadAllText(At("berth.yaml")), StringComparison.Ordinal);
        Assert.Equal("berth: wrote berth.yaml with 2 services (web, worker) from Procfile. Look through it, then: berth up\n", room.Said);
        Assert.Empty(room.Out);
    }

    [Fact]
    public void A_berth_file_that_is_there_stays_unless_it_is_forced()
    {
        File.WriteAllText(At("Procfile"), "web: node server.js\n");
        File.WriteAllText(At("berth.yaml"), "# mine\n");
        var room = Room();
        Assert.Equal(ExitCode.Refused, room.Run("init"));
        Assert.Contains("--force writes over it", room.Said, StringComparison.Ordinal);
        Assert.Equal("# mine\n", File.ReadAllText(At("berth.yaml")));
        Assert.Equal(ExitCode.Done, Room().Run("init", "--force"));
        Assert.Contains("node server.js", File.ReadAllText(At("berth.yaml")), StringComparison.Ordinal);
        Assert.Equal(["Procfile", "berth.yaml"], Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_would_be_written_can_be_shown()
    {
        File.WriteAllText(At("package.json"), """{ "scripts": { "dev": "vite" } }""");
        var room = Room();
        Assert.Equal(ExitCode.Done, room.Run("init", "--print"));
        Assert.StartsWith("services:\n  ", room.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(At("berth.yaml")));
    }

    [Fact]
    public void Nothing_there_is_said_with_what_to_write()
    {
        var room = Room();
        Assert.Equal(ExitCode.NothingThere, room.Run("init"));
        Assert.Contains("services:\n  web:\n    run: npm run dev\n", room.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(At("berth.yaml")));
    }

    [Theory]
    [InlineData("manage.py", "python3 manage.py runserver")]
    [InlineData("go.mod", "go run .")]
    [InlineData("Cargo.toml", "cargo run")]
    [InlineData("mix.exs", "mix phx.server")]
    [InlineData("Makefile", "make run")]
    [InlineData("artisan", "php artisan serve")]
    public void The_proposal_is_of_the_language_of_the_folder(string file, string run)
    {
        File.WriteAllText(At(file), "x");
        var room = Room();
        Assert.Equal(ExitCode.NothingThere, room.Run("init"));
        Assert.Contains($"It has {file}. Write berth.yaml by hand:\nservices:\n  web:\n    run: {run}\n", room.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_that_are_all_there_is_are_named()
    {
        File.WriteAllText(At("docker-compose.yml"), "services: {db: {image: postgres, ports: ['5432:5432']}}\n");
        var room = Room();
        Assert.Equal(ExitCode.NothingThere, room.Run("init"));
        Assert.Contains("docker-compose.yml has containers, which Berth does not run. Start them with `docker compose up -d`:\n  db: image postgres", room.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_portless_are_found_where_portless_looks()
    {
        File.WriteAllText(At("package.json"), """{ "name": "b", "scripts": { "dev": "vite" } }""");
        Directory.CreateDirectory(At(".config"));
        File.WriteAllText(At(".config/portless.json"), """{ "name": "bee" }""");
        var room = Room();
        Assert.Equal(ExitCode.Done, room.Run("import", "portless", "--print"));
        Assert.Contains("services:\n  bee:\n", room.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_brought_in_is_told_and_stands_in_the_file()
    {
        File.WriteAllText(At("pc.yaml"), "processes:\n  a: { command: echo, replicas: 2 }\n");
        var room = Room();
        Assert.Equal(ExitCode.Done, room.Run("import", "process-compose", "pc.yaml"));
        Assert.Contains("berth import: a: `replicas`: a service runs once\n", room.Said, StringComparison.Ordinal);
        Assert.Contains("# Not carried over: `replicas`", File.ReadAllText(At("berth.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.NothingThere, "import", "procfile")]
    [InlineData(ExitCode.NothingThere, "import", "portless", "gone.json")]
    [InlineData(ExitCode.BadUsage, "import")]
    [InlineData(ExitCode.BadUsage, "import", "makefile")]
    [InlineData(ExitCode.BadUsage, "init", "x")]
    public void What_cannot_be_brought_in_has_its_code(int code, params string[] words) => Assert.Equal(code, Room().Run(words));

    [Fact]
    public void A_wrong_file_is_told_with_its_place_and_nothing_is_written()
    {
        File.WriteAllText(At("Procfile"), "web node\n");
        var room = Room();
        Assert.Equal(ExitCode.Refused, room.Run("import", "procfile"));
        Assert.Contains("Procfile:1:1: is no `name: command` line", room.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(At("berth.yaml")));
    }

    [Fact]
    public void What_contradicts_itself_is_shown_but_not_written()
    {
        File.WriteAllText(At("process-compose.yaml"), "processes:\n  a: { command: a, depends_on: { b: {} } }\n  b: { command: b, depends_on: { a: {} } }\n");
        var room = Room();
        Assert.Equal(ExitCode.Refused, room.Run("init", "--print"));
        Assert.Contains("a -> b -> a", room.Said, StringComparison.Ordinal);
        Assert.Contains("services:", room.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, Room().Run("init"));
        Assert.False(File.Exists(At("berth.yaml")));
    }
}

using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Projects.Configuration;

namespace Berth.Projects.Tests.Configuration;

public class ProjectFileTests
{
    const string Root = "/home/ada/shop";

    static ProjectDefinition Load(string text, string? local = null)
    {
        var file = ProjectFile.Parse($"{Root}/berth.yaml", Root, text, local);
        Assert.Empty(file.Problems);
        return file.Project!;
    }

    static ServiceDefinition One(string text, string? local = null) => Load(text, local).Services[0];

    [Fact]
    public void How_long_the_readiness_of_a_port_may_take_is_said_alone()
    {
        var ready = One("services: {a: {run: a, port: 3000, ready: {timeout: 8s}}}").Ready!;
        Assert.Equal((ReadyKind.Tcp, TimeSpan.FromSeconds(8)), (ready.Kind, ready.Timeout));
    }

    // The text of a Procfile, and the ports of its services: "name:number", with ! for one that is fixed, "auto" for one that Berth chooses.
    [Theory]
    [InlineData("web: bin/rails server -p 3000", "web:3000!")]
    [InlineData("web: bin/rails server -p $PORT", "web:auto")]
    [InlineData("web: PORT=4567 node x.js", "web:4567!")]
    [InlineData("api: env PORT=4567 node x.js", "api:4567!")]
    [InlineData("web: python3 -m http.server 4568", "web:4568!")]
    [InlineData("web: env PORT=3000 puma", "web:3000!")]
    [InlineData("web: puma", "web:auto")]
    [InlineData("web: ./backend --port 3000", "web:3000!")]
    [InlineData("job: ./work --port 3000", "job:-")]
    [InlineData("job: bundle exec sidekiq -q mail", "job:-")]
    [InlineData("css: vite --port=5000", "css:5000!")]
    public void A_port_that_the_command_names_is_the_port(string text, string ports)
    {
        List<Berth.Projects.Yaml.YamlProblem> problems = [];
        var services = ProcfileReader.Parse("Procfile", Root, text, problems);
        Assert.Empty(problems);
        Assert.Equal(ports, string.Join(' ', services.Select(static one => $"{one.Name}:{(one.Ports is [var port] ? $"{port.Number?.ToString() ?? "auto"}{(port.IsFixed ? "!" : "")}" : "-")}")));
    }

    [Fact]
    public void Every_key_lands_where_it_belongs()
    {
        var project = Load("""
            name: shop
            isolate: true
            bind: refuse
            expose: [8080]
            env: { LOG: debug, DEBUG: true, EMPTY: }
            env_files: .env
            services:
              db:
                run: postgres -D data
                port: 5432
                ready: { tcp: true, timeout: 2m }
                stop: { signal: INT, grace: 3 }
              migrate:
                run: [bin/migrate, --all]
                task: true
                needs: db
              api:
                run: dotnet run --project api
                dir: api
                env: { DATABASE: "postgres://${db.host}:${db.port}/shop" }
                env_files:
                  - api.env
                  - { path: secret.env, required: false }
                ports:
                  http: 5000
                  admin: { port: auto, env: ADMIN, scheme: none }
                  metrics: { port: 9000, protocol: udp, fixed: true }
                needs: [db, migrate]
                ready: { http: /health, status: 204, port: http, interval: 500ms }
                restart: { when: always, first: 2s, longest: 1m, tries: 3 }
                watch: { paths: "src/**/*.cs", ignore: [bin, obj] }
                profiles: [dev, test]
            """);
        Assert.Equal(("shop", Root, $"{Root}/berth.yaml"), (project.Name, project.Root, project.File));
        Assert.Equal((true, WildcardBind.Refuse), (project.Localhost.Isolate, project.Localhost.Wildcard));
        Assert.Equal([new Port(8080)], project.Localhost.Exposed);
        Assert.Equal([new("LOG", "debug"), new EnvironmentEntry("DEBUG", "true")], project.Environment);
        Assert.Equal([new EnvironmentFile($"{Root}/.env", true)], project.EnvironmentFiles);

        var (db, migrate, api) = (project.Services[0], project.Services[1], project.Services[2]);
        Assert.Equal(["postgres", "-D", "data"], db.Command.Words!);
        Assert.Equal([new PortDefinition("http", new Port(5432)) { Scheme = "postgres" }], db.Ports);
        Assert.Equal(new Readiness(ReadyKind.Tcp) { Timeout = TimeSpan.FromMinutes(2) }, db.Ready);
        Assert.Equal(new StopPolicy(2, TimeSpan.FromSeconds(3)), db.Stop);
        Assert.Equal(8, db.Line);

        Assert.True(migrate.IsTask);
        Assert.Equal(RestartPolicy.Never, migrate.Restart);
        Assert.Equal([new Need("db", NeedLevel.Ready)], migrate.Needs);

        Assert.Equal($"{Root}/api", api.Directory);
        Assert.Equal([new EnvironmentFile($"{Root}/api.env", true), new EnvironmentFile($"{Root}/secret.env", false)], api.EnvironmentFiles);
        Assert.Equal(
            [
                new("http", new Port(5000)) { Scheme = "http" }, new("admin", null) { Variable = "ADMIN" },
                new PortDefinition("metrics", new Port(9000)) { Protocol = Protocol.Udp, IsFixed = true },
            ],
            api.Ports);
        Assert.Equal([new Need("db", NeedLevel.Ready), new Need("migrate", NeedLevel.Completed)], api.Needs);
        Assert.Equal(new Readiness(ReadyKind.Http) { Text = "/health", Status = 204, PortName = "http", Interval = TimeSpan.FromMilliseconds(500) }, api.Ready);
        Assert.Equal(new RestartPolicy(RestartWhen.Always, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), 3), api.Restart);
        Assert.Equal(["src/**/*.cs"], api.Watch!.Paths);
        Assert.Equal(["bin", "obj"], api.Watch.Ignored);
        Assert.Equal(["dev", "test"], api.Profiles);
    }

    [Fact]
    public void The_local_file_lies_over_it_service_by_service()
    {
        var project = Load("""
            env: { A: base, B: base }
            services:
              web: { run: web --fast, port: 3000, profiles: [a, b], env: { X: 1, Y: 2 } }
              mail: { run: mail }
            """,
            """
            env: { B: local }
            services:
              web: { port: , profiles: c, env: { Y: } }
              mail:
              extra: { run: extra, port: }
            """);
        Assert.Equal([new("A", "base"), new EnvironmentEntry("B", "local")], project.Environment);
        Assert.Equal(["web", "extra"], project.Services.Select(service => service.Name));
        Assert.Empty(project.Services[0].Ports);
        Assert.Equal(["c"], project.Services[0].Profiles);
        Assert.Equal([new EnvironmentEntry("X", "1")], project.Services[0].Environment);
    }

    [Fact]
    public void A_mistake_of_the_local_file_is_told_with_its_own_place()
    {
        var file = ProjectFile.Parse("/x/berth.yaml", "/x", "services:\n  web:\n    run: web\n", "services:\n  web:\n    prt: 3000\n");
        Assert.Equal("/x/berth.local.yaml:3:5: `prt` is not known here; did you mean `port`?", Assert.Single(file.Problems).ToString());
    }

    [Fact]
    public void Anchors_and_merge_keys_work_as_compose_users_know_them()
    {
        var project = Load("""
            services:
              api: &base
                run: api
                port: auto
                env: &env { LOG: debug }
              worker:
                <<: *base
                run: worker
                port:
              other:
                <<: [*base]
                env: { <<: *env, LOG: trace, MORE: 1 }
            """);
        Assert.Equal(["worker"], project.Services[1].Command.Words!);
        Assert.Empty(project.Services[1].Ports);
        Assert.Equal([new EnvironmentEntry("LOG", "debug")], project.Services[1].Environment);
        Assert.Equal(["api"], project.Services[2].Command.Words!);
        Assert.Equal([new("LOG", "trace"), new EnvironmentEntry("MORE", "1")], project.Services[2].Environment);
    }

    [Theory]
    [InlineData("5432", "postgres")]
    [InlineData("6379", "redis")]
    [InlineData("3000", "http")]
    [InlineData("auto", "http")]
    public void A_port_without_a_scheme_has_the_usual_one(string port, string scheme) =>
        Assert.Equal(scheme, One($"services: {{ a: {{ run: a, port: {port} }} }}").Ports[0].Scheme);

    [Theory]
    [InlineData("10", 10_000)]
    [InlineData("0.5", 500)]
    [InlineData("250ms", 250)]
    [InlineData("2m", 120_000)]
    [InlineData("1.5h", 5_400_000)]
    public void A_time_is_read(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), One($"services: {{ a: {{ run: a, stop: {{ grace: {text} }} }} }}").Stop.Grace);

    [Fact]
    public void Services_of_different_profiles_may_have_one_port() =>
        Assert.Equal(2, Load("services: { a: { run: a, port: 3000, profiles: x }, b: { run: b, port: 3000, profiles: y } }").Services.Count);

    [Fact]
    public void A_folder_without_files_has_no_project()
    {
        using var folder = new Folder();
        Assert.Equal(new ProjectFile(null, []).ToString(), ProjectFile.Load(folder.Path, Trusted.Ours).ToString());
    }

    [Fact]
    public void A_procfile_works_as_it_is()
    {
        using var folder = new Folder();
        folder.Write("Procfile", "# what runs\nweb: bundle exec puma -p ${PORT:-3000}\n\nWorker: rake jobs\nrelease: rake db:migrate && echo done\napi: node api.js $PORT $ARGS\n");
        folder.Write(".env", "A=1\n");
        var file = ProjectFile.Load(folder.Path, Trusted.Ours);
        Assert.Empty(file.Problems);
        var services = file.Project!.Services;
        Assert.Equal(["web", "worker", "release", "api"], services.Select(service => service.Name));
        Assert.Equal(["bundle", "exec", "puma", "-p", "${PORT:-3000}"], services[0].Command.Words!);
        Assert.Equal([1, 0, 0, 1], services.Select(service => service.Ports.Count));
        Assert.Equal([false, false, true, false], services.Select(service => service.IsTask));
        Assert.Equal("rake db:migrate && echo done", services[2].Command.Shell);
        Assert.Equal("node api.js $PORT $ARGS", services[3].Command.Shell);
        Assert.Equal([new EnvironmentFile(Path.Combine(folder.Path, ".env"), false)], file.Project.EnvironmentFiles);
    }

    [Fact]
    public void A_berth_file_without_services_leaves_them_to_the_procfile()
    {
        using var folder = new Folder();
        folder.Write("Procfile", "web: web\n");
        folder.Write("berth.yaml", "name: shop\nisolate: true\n");
        var project = ProjectFile.Load(folder.Path, Trusted.Ours).Project!;
        Assert.Equal(("shop", true, "web"), (project.Name, project.Localhost.Isolate, project.Services[0].Name));
        folder.Write("berth.yaml", "services: { api: { run: api } }\n");
        Assert.Equal("api", Assert.Single(ProjectFile.Load(folder.Path, Trusted.Ours).Project!.Services).Name);
    }

    [Fact]
    public void A_local_file_alone_is_no_project_but_is_read_over_an_empty_one()
    {
        using var folder = new Folder();
        folder.Write("berth.local.yaml", "services: { api: { run: api } }\n");
        Assert.Null(ProjectFile.Load(folder.Path, Trusted.Ours).Project);
        folder.Write("berth.yaml", "# ours\n");
        Assert.Equal("api", Assert.Single(ProjectFile.Load(folder.Path, Trusted.Ours).Project!.Services).Name);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused()
    {
        var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i)}", 10))}]\n"));
        var file = ProjectFile.Parse("berth.yaml", Root, text);
        Assert.Contains("has more than 100000 values", Assert.Single(file.Problems).Text, StringComparison.Ordinal);
        Assert.Null(file.Project);
    }

    [Theory]
    [InlineData("a: &a [*a]\n", "`*a` has no `&a` before it")]
    [InlineData("a: *b\n", "`*b` has no `&b` before it")]
    public void An_alias_must_lead_somewhere(string text, string said) =>
        Assert.Equal(said, Assert.Single(ProjectFile.Parse("berth.yaml", Root, text).Problems).Text);

    [Fact]
    public void A_huge_file_is_refused() =>
        Assert.Contains("longer than", Assert.Single(ProjectFile.Parse("berth.yaml", Root, new string('#', 2_000_000)).Problems).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("My Shop", "my-shop")]
    [InlineData("_x_", "x")]
    [InlineData("日本", "project")]
    public void A_project_without_a_name_has_the_folders(string folder, string name) =>
        Assert.Equal(name, ProjectFile.Parse("berth.yaml", $"/home/{folder}", "isolate: true\n").Project!.Name);

    sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("berth-test-").FullName;
        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

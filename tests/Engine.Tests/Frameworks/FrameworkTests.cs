using Berth.Engine.Frameworks;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Frameworks;

public class FrameworkTests
{
    // Node's process.title is all that is left of the command line; the executable is node still.
    [Theory]
    [InlineData("webpack", "webpack")]
    [InlineData("ng serve --port 4200", "angular")]
    [InlineData("rspack", "rspack")]
    [InlineData("live-server", "live-server")]
    [InlineData("next-server (v15.1.0)", "next")]
    [InlineData("npm run dev", null)]
    [InlineData("my server", null)]
    public void A_server_is_known_by_the_title_that_it_writes_over_its_command_line(string title, string? framework)
    {
        var process = new ProcessFacts { Pid = 1, Name = title.Split(' ')[0], Arguments = Known.Observed<IReadOnlyList<string>>([title]), Executable = Known.Observed("/usr/local/bin/node") };
        Assert.Equal(framework, Framework.Of(process));
        Assert.NotEqual("webpack", Framework.Of(process with { Executable = Known.Observed("/opt/webpack/webpack") }));
    }

    [Theory]
    [InlineData("node /home/me/shop/node_modules/.bin/vite --port 3000", "vite")]
    [InlineData("node node_modules/vite/bin/vite.js", "vite")]
    [InlineData("/usr/bin/node --no-warnings -r tsx/cjs /home/me/shop/node_modules/vite/bin/vite.js", "vite")]
    [InlineData("node /w/node_modules/.pnpm/vite@7.0.0/node_modules/vite/bin/vite.js", "vite")]
    [InlineData("node /w/node_modules/next/dist/bin/next dev", "next")]
    [InlineData("next-server|(v15.1.0)", "next")]
    [InlineData("node /w/node_modules/.bin/nuxt dev", "nuxt")]
    [InlineData("node /w/node_modules/astro/astro.js dev", "astro")]
    [InlineData("node /w/node_modules/@remix-run/dev/dist/cli.js dev", "remix")]
    [InlineData("node /w/node_modules/.bin/react-router dev", "react-router")]
    [InlineData("node /w/node_modules/@angular/cli/bin/ng.js serve", "angular")]
    [InlineData("node /w/node_modules/.bin/webpack serve --mode development", "webpack")]
    [InlineData("node /w/node_modules/.bin/webpack --watch", null)]
    [InlineData("node /w/node_modules/.bin/webpack-dev-server", "webpack")]
    [InlineData("node /w/node_modules/.bin/parcel index.html", "parcel")]
    [InlineData("node /w/node_modules/.bin/storybook dev -p 6006", "storybook")]
    [InlineData("bun run /w/node_modules/.bin/vite", "vite")]
    [InlineData("node --inspect=9229 server.js", "node inspector")]
    [InlineData("node server.js", null)]
    [InlineData("node /home/me/next-door/server.js", null)]
    [InlineData("node /home/me/vite/server.js", null)]
    [InlineData("node /home/me/my_node_modules/vite/x.js", null)]
    [InlineData("node server.js node_modules/vite/bin/vite.js", null)]
    [InlineData("python manage.py runserver 0.0.0.0:8000", "django")]
    [InlineData("/w/.venv/bin/python3 /w/manage.py migrate", null)]
    [InlineData("/w/.venv/bin/python3.12 /w/.venv/bin/flask run", "flask")]
    [InlineData("python3 -m flask run", "flask")]
    [InlineData("python3 -u -m http.server 8000", "http.server")]
    [InlineData("python3 /w/.venv/bin/uvicorn app:main --reload", "uvicorn")]
    [InlineData("python3 /w/.venv/bin/fastapi dev", "fastapi")]
    [InlineData("/w/.venv/bin/python /w/.venv/bin/gunicorn app:wsgi", "gunicorn")]
    [InlineData("gunicorn:|master|[app:wsgi]", "gunicorn")]
    [InlineData("python3 /w/.venv/bin/celery worker", null)]
    [InlineData("ruby bin/rails server", "rails")]
    [InlineData("ruby3.3 bin/rails console", null)]
    [InlineData("puma|6.4.2|(tcp://localhost:3000)|[shop]", "puma")]
    [InlineData("ruby /usr/local/bundle/bin/jekyll serve", "jekyll")]
    [InlineData("dotnet /app/Shop.dll --urls http://localhost:5000", "aspnet")]
    [InlineData("dotnet /app/Shop.dll", null)]
    [InlineData("java -Dspring.profiles.active=dev -jar shop.jar", "spring")]
    [InlineData("java -cp /w org.springframework.boot.loader.launch.JarLauncher", "spring")]
    [InlineData("java -jar /w/target/quarkus-app/quarkus-run.jar", "quarkus")]
    [InlineData("java -jar shop.jar", null)]
    [InlineData("node -C node_modules/vite/bin/vite.js server.js", null)]
    [InlineData("php -d memory_limit=1G artisan serve", "laravel")]
    [InlineData("php artisan serve", "laravel")]
    [InlineData("php8.3 -S localhost:8000", "php -S")]
    [InlineData("hugo server -D", "hugo")]
    [InlineData("/usr/lib/postgresql/16/bin/postgres -D /var/lib/postgresql/16/main", "postgres")]
    [InlineData("postgres:|checkpointer", "postgres")]
    [InlineData("/usr/sbin/mysqld", "mysql")]
    [InlineData("/usr/bin/redis-server|127.0.0.1:6379", "redis")]
    [InlineData("/usr/bin/mongod --config /etc/mongod.conf", "mongo")]
    [InlineData("nginx:|master|process|/usr/sbin/nginx", "nginx")]
    [InlineData("caddy run", "caddy")]
    [InlineData("", null)]
    public void A_command_line_tells_the_framework(string command, string? expected)
    {
        // '|' is a space inside one argument: a title that the process wrote over its command line.
        string[] arguments = [.. command.Split(' ').Select(argument => argument.Replace('|', ' '))];
        Assert.Equal(expected, Framework.Of(Running(arguments)));
    }

    [Fact]
    public void Any_arguments_are_survived() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string[]>(arguments =>
        {
            Framework.Of(Running([.. (arguments ?? []).Select(argument => argument ?? "")]));
            Framework.Of(Running(["node", .. (arguments ?? []).Select(argument => "node_modules/" + argument)]));
        }));

    static ProcessFacts Running(string[] arguments) =>
        new() { Pid = 42, Name = "x", Arguments = Known.Observed<IReadOnlyList<string>>(arguments) };
}

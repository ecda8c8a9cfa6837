using Berth.Engine.Frameworks;
using Berth.Model.Addressing;

namespace Berth.Engine.Tests.Frameworks;

public class PortFlagsTests
{
    static string Apply(string command, params (string Name, string Text)[] scripts)
    {
        var words = command.Split(' ');
        var flags = PortFlags.Apply(words, "127.0.0.1", new Port(23817), name => scripts.FirstOrDefault(script => script.Name == name).Text);
        var added = string.Join(' ', flags.Words);
        return string.Join(" | ", flags.Variables.Select(entry => $"{entry.Name}={entry.Value}").Prepend(added == command ? "" : added));
    }

    [Theory]
    [InlineData("vite", "vite --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("vite preview", "vite preview --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("vite --host --strictPort", "vite --host --strictPort --port 23817")]
    [InlineData("vp dev", "vp dev --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("./node_modules/.bin/vite", "./node_modules/.bin/vite --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("node --trace-warnings node_modules/vite/bin/vite.js", "node --trace-warnings node_modules/vite/bin/vite.js --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("astro dev", "astro dev --port 23817 --host 127.0.0.1")]
    [InlineData("ng serve", "ng serve --port 23817 --host 127.0.0.1")]
    [InlineData("react-router dev", "react-router dev --port 23817 --host 127.0.0.1")]
    [InlineData("remix vite:dev", "remix vite:dev --port 23817 --host 127.0.0.1")]
    [InlineData("rsbuild dev", "rsbuild dev --port 23817 --host 127.0.0.1")]
    [InlineData("rspack serve", "rspack serve --port 23817 --host 127.0.0.1")]
    [InlineData("webpack serve --hot", "webpack serve --hot --port 23817 --host 127.0.0.1")]
    [InlineData("webpack-dev-server", "webpack-dev-server --port 23817 --host 127.0.0.1")]
    [InlineData("expo start", "expo start --port 23817")]
    [InlineData("react-native start", "react-native start --port 23817 --host 127.0.0.1")]
    [InlineData("storybook dev", "storybook dev --port 23817 --host 127.0.0.1")]
    [InlineData("nuxt dev", "nuxt dev --port 23817 --host 127.0.0.1")]
    [InlineData("nuxi dev", "nuxi dev --port 23817 --host 127.0.0.1")]
    [InlineData("next dev", "next dev --port 23817 --hostname 127.0.0.1")]
    [InlineData("next start -H 0.0.0.0", "next start -H 0.0.0.0 --port 23817")]
    [InlineData("gatsby develop", "gatsby develop --port 23817 --host 127.0.0.1")]
    [InlineData("parcel index.html", "parcel index.html --port 23817 --host 127.0.0.1")]
    [InlineData("docusaurus start", "docusaurus start --port 23817 --host 127.0.0.1")]
    [InlineData("vitepress preview docs", "vitepress preview docs --port 23817")]
    [InlineData("eleventy --serve", "eleventy --serve --port=23817")]
    [InlineData("quasar dev", "quasar dev --port 23817 --hostname 127.0.0.1")]
    [InlineData("ember serve", "ember serve --port 23817 --host 127.0.0.1")]
    [InlineData("http-server public", "http-server public -p 23817 -a 127.0.0.1")]
    [InlineData("serve -s dist", "serve -s dist --listen tcp://127.0.0.1:23817")]
    [InlineData("live-server", "live-server --port=23817 --host=127.0.0.1")]
    [InlineData("browser-sync start --server", "browser-sync start --server --port 23817 --host 127.0.0.1")]
    [InlineData("json-server db.json", "json-server db.json --port 23817 --host 127.0.0.1")]
    [InlineData("wrangler dev", "wrangler dev --port 23817 --ip 127.0.0.1")]
    [InlineData("wrangler pages dev dist", "wrangler pages dev dist --port 23817 --ip 127.0.0.1")]
    [InlineData("netlify dev", "netlify dev --port 23817")]
    [InlineData("vercel dev", "vercel dev --listen 127.0.0.1:23817")]
    [InlineData("deno serve main.ts", "deno serve main.ts --port 23817 --host 127.0.0.1")]
    public void A_server_for_node_is_told_its_port(string command, string told) => Assert.Equal(told, Apply(command));

    [Theory]
    [InlineData("python manage.py runserver", "python manage.py runserver 127.0.0.1:23817")]
    [InlineData("python3.12 -u manage.py runserver --noreload", "python3.12 -u manage.py runserver --noreload 127.0.0.1:23817")]
    [InlineData("./manage.py runserver", "./manage.py runserver 127.0.0.1:23817")]
    [InlineData("django-admin runserver", "django-admin runserver 127.0.0.1:23817")]
    [InlineData("flask --app shop run --debug", "flask --app shop run --debug --port 23817 --host 127.0.0.1")]
    [InlineData("python -m flask run", "python -m flask run --port 23817 --host 127.0.0.1")]
    [InlineData("uvicorn shop:app --reload", "uvicorn shop:app --reload --port 23817 --host 127.0.0.1")]
    [InlineData("python -m uvicorn shop:app", "python -m uvicorn shop:app --port 23817 --host 127.0.0.1")]
    [InlineData("fastapi dev main.py", "fastapi dev main.py --port 23817 --host 127.0.0.1")]
    [InlineData("hypercorn shop:app", "hypercorn shop:app --bind 127.0.0.1:23817")]
    [InlineData("gunicorn shop:app", "gunicorn shop:app --bind 127.0.0.1:23817")]
    [InlineData("daphne shop.asgi:app", "daphne shop.asgi:app --port 23817 --bind 127.0.0.1")]
    [InlineData("waitress-serve shop:app", "waitress-serve shop:app --port=23817 --host=127.0.0.1")]
    [InlineData("streamlit run app.py", "streamlit run app.py --server.port 23817 --server.address 127.0.0.1")]
    [InlineData("streamlit run app.py -- --fast", "streamlit run app.py --server.port 23817 --server.address 127.0.0.1 -- --fast")]
    [InlineData("mkdocs serve", "mkdocs serve --dev-addr 127.0.0.1:23817")]
    [InlineData("jupyter lab", "jupyter lab --port=23817 --ip=127.0.0.1")]
    [InlineData("python3 -m http.server", "python3 -m http.server 23817 --bind 127.0.0.1")]
    [InlineData("python3 -m http.server -d public", "python3 -m http.server -d public 23817 --bind 127.0.0.1")]
    public void A_server_for_python_is_told_its_port(string command, string told) => Assert.Equal(told, Apply(command));

    [Theory]
    [InlineData("rails server", "rails server --port 23817 --binding 127.0.0.1")]
    [InlineData("bin/rails s", "bin/rails s --port 23817 --binding 127.0.0.1")]
    [InlineData("ruby bin/rails s", "ruby bin/rails s --port 23817 --binding 127.0.0.1")]
    [InlineData("puma", "puma --bind tcp://127.0.0.1:23817")]
    [InlineData("rackup", "rackup --port 23817 --host 127.0.0.1")]
    [InlineData("jekyll serve", "jekyll serve --port 23817 --host 127.0.0.1")]
    [InlineData("php artisan serve", "php artisan serve --port 23817 --host 127.0.0.1")]
    [InlineData("symfony server:start", "symfony server:start --port=23817 --listen-ip=127.0.0.1")]
    [InlineData("hugo server -D", "hugo server -D --port 23817 --bind 127.0.0.1")]
    [InlineData("zola serve", "zola serve --port 23817 --interface 127.0.0.1")]
    [InlineData("trunk serve", "trunk serve --port 23817 --address 127.0.0.1")]
    [InlineData("caddy file-server", "caddy file-server --listen 127.0.0.1:23817")]
    public void Another_server_is_told_its_port(string command, string told) => Assert.Equal(told, Apply(command));

    [Theory]
    [InlineData("dotnet run --project web", " | ASPNETCORE_URLS=http://127.0.0.1:23817 | Kestrel__Endpoints__Berth__Url=http://127.0.0.1:23817")]
    [InlineData("dotnet watch run", " | ASPNETCORE_URLS=http://127.0.0.1:23817 | Kestrel__Endpoints__Berth__Url=http://127.0.0.1:23817")]
    [InlineData("./mvnw spring-boot:run", " | SERVER_PORT=23817 | SERVER_ADDRESS=127.0.0.1")]
    [InlineData("gradle :web:bootRun", " | SERVER_PORT=23817 | SERVER_ADDRESS=127.0.0.1")]
    [InlineData("./gradlew quarkusDev", " | QUARKUS_HTTP_PORT=23817 | QUARKUS_HTTP_HOST=127.0.0.1")]
    [InlineData("java -jar shop.jar", " | SERVER_PORT=23817 | SERVER_ADDRESS=127.0.0.1 | QUARKUS_HTTP_PORT=23817 | QUARKUS_HTTP_HOST=127.0.0.1")]
    public void Some_are_told_by_variables(string command, string told) => Assert.Equal(told, Apply(command));

    [Theory]
    [InlineData("npx --yes vite", "npx --yes vite --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("npx -p vite@6 vite", "npx -p vite@6 vite --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("bunx astro dev", "bunx astro dev --port 23817 --host 127.0.0.1")]
    [InlineData("pnpm exec ng serve", "pnpm exec ng serve --port 23817 --host 127.0.0.1")]
    [InlineData("yarn dlx http-server", "yarn dlx http-server -p 23817 -a 127.0.0.1")]
    [InlineData("uv run --with uvicorn uvicorn a:b", "uv run --with uvicorn uvicorn a:b --port 23817 --host 127.0.0.1")]
    [InlineData("uv run python manage.py runserver", "uv run python manage.py runserver 127.0.0.1:23817")]
    [InlineData("poetry run flask run", "poetry run flask run --port 23817 --host 127.0.0.1")]
    [InlineData("bundle exec rails s", "bundle exec rails s --port 23817 --binding 127.0.0.1")]
    [InlineData("env NODE_ENV=test vite", "env NODE_ENV=test vite --port 23817 --host 127.0.0.1 --strictPort")]
    public void Programs_that_run_another_are_seen_through(string command, string told) => Assert.Equal(told, Apply(command));

    [Theory]
    [InlineData("npm run dev", "vite", "npm run dev -- --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("npm run -s dev", "NODE_ENV=test vite", "npm run -s dev -- --port 23817 --host 127.0.0.1 --strictPort")]
    [InlineData("npm run dev -- --host", "cross-env A=b vite", "npm run dev -- --host --port 23817 --strictPort")]
    [InlineData("pnpm dev", "astro dev", "pnpm dev --port 23817 --host 127.0.0.1")]
    [InlineData("pnpm run dev", "tsc && astro dev", "pnpm run dev --port 23817 --host 127.0.0.1")]
    [InlineData("yarn dev", "npx ng serve", "yarn dev --port 23817 --host 127.0.0.1")]
    [InlineData("bun run dev", "next dev", "bun run dev --port 23817 --hostname 127.0.0.1")]
    [InlineData("bun run dev", "dotnet run", " | ASPNETCORE_URLS=http://127.0.0.1:23817 | Kestrel__Endpoints__Berth__Url=http://127.0.0.1:23817")]
    [InlineData("npm run dev", "vite --port 3000", "")]
    [InlineData("npm run dev", "PORT=3000 next dev", "")]
    [InlineData("npm run dev", "cross-env PORT=3000 next dev", "")]
    [InlineData("npm run dev", "vite & tsc -w", "")]
    [InlineData("npm run dev", "vite | tee log", "")]
    [InlineData("npm run dev", "concurrently \"vite\" \"tsc -w\"", "")]
    [InlineData("npm run dev", "npm run dev", "")]
    [InlineData("npm run dev -- --port 3000", "vite", "")]
    [InlineData("npm --prefix web run dev", "vite", "")]
    [InlineData("npm install", "vite", "")]
    public void A_script_of_the_package_is_seen_through(string command, string script, string told) =>
        Assert.Equal(told, Apply(command, ("dev", script), ("install", script)));

    [Fact]
    public void A_script_that_calls_a_script_is_seen_through() =>
        Assert.Equal("npm start -- -- --port 23817 --host 127.0.0.1 --strictPort", Apply("npm start", ("start", "npm run dev"), ("dev", "vite")));

    [Theory]
    [InlineData("vite --port 3000")]
    [InlineData("vite --port=3000")]
    [InlineData("vite build")]
    [InlineData("next dev -p 3000")]
    [InlineData("next build")]
    [InlineData("http-server -p8080")]
    [InlineData("python manage.py runserver 8000")]
    [InlineData("python manage.py runserver 0.0.0.0:8000")]
    [InlineData("python manage.py migrate")]
    [InlineData("python3 -m http.server 3000")]
    [InlineData("python3 app.py")]
    [InlineData("gunicorn -b 0.0.0.0:80 a:b")]
    [InlineData("uvicorn a:b --uds /tmp/x")]
    [InlineData("php -S localhost:8000")]
    [InlineData("dotnet run --urls http://*:5000")]
    [InlineData("dotnet build")]
    [InlineData("java -jar shop.jar --server.port=8081")]
    [InlineData("java -Dserver.port=8081 -jar shop.jar")]
    [InlineData("rails s -p 3000")]
    [InlineData("rails db:migrate")]
    [InlineData("puma -p 3000")]
    [InlineData("react-scripts start")]
    [InlineData("node --inspect server.js")]
    [InlineData("node server.js")]
    [InlineData("redis-server")]
    [InlineData("hugo")]
    [InlineData("webpack --watch")]
    [InlineData("pnpm install")]
    [InlineData("true")]
    public void Nothing_is_added_where_a_port_is_said_or_none_is_wanted(string command) => Assert.Equal("", Apply(command));

    [Fact]
    public void An_IPv6_host_is_bracketed_where_a_port_follows_it() =>
        Assert.Equal(["gunicorn", "a:b", "--bind", "[::1]:80"], PortFlags.Apply(["gunicorn", "a:b"], "::1", new Port(80), _ => null).Words);
}

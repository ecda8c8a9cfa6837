using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Lint;

/// <summary>A small repository as people have them: two web apps, an API, services in compose, a Procfile.</summary>
sealed class Repository : IDisposable
{
    public Repository()
    {
        Write("package.json", "{\n  \"private\": true,\n  \"workspaces\": [\"apps/*\"]\n}\n");
        Write("apps/shop/package.json", "{\n  \"name\": \"shop\",\n  \"scripts\": {\n    \"dev\": \"next dev -p 3000\",\n    \"test\": \"vitest\"\n  }\n}\n");
        Write("apps/admin/package.json", "{\n  \"name\": \"admin\",\n  \"scripts\": {\n    \"dev\": \"PORT=3000 react-scripts start\"\n  }\n}\n");
        Write("apps/site/vite.config.ts", "import { defineConfig } from 'vite';\n\nexport default defineConfig({\n  server: {\n    host: true,\n    port: 5174,\n  },\n});\n");
        Write("services/api/Properties/launchSettings.json", "{\n  \"profiles\": {\n    \"api\": {\n      \"applicationUrl\": \"https://localhost:7001;http://localhost:50123\"\n    }\n  }\n}\n");
        Write("compose.yaml", "services:\n  db:\n    image: postgres:16\n    ports:\n      - \"5432:5432\"\n  cache:\n    image: redis:7\n    ports:\n      - \"127.0.0.1:6379:6379\"\n");
        Write(".env", "# ports\nPORT=6000\nDB_PORT=5432\n");
        Write("Procfile", "web: python manage.py runserver 0.0.0.0:8000\nworker: celery -A shop worker\n");
        Write("node_modules/x/package.json", "{ \"scripts\": { \"dev\": \"next dev -p 3000\" } }\n");
    }

    public TemporaryFolder Folder { get; } = new();

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.At(path))!);
        File.WriteAllText(Folder.At(path), text);
    }

    public void Dispose() => Folder.Dispose();
}

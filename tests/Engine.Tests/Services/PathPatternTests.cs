using Berth.Engine.Services;

namespace Berth.Engine.Tests.Services;

public class PathPatternTests
{
    [Theory]
    [InlineData("*.ts", "a.ts", true)]
    [InlineData("*.ts", "src/a.ts", false)]
    [InlineData("**/*.ts", "a.ts", true)]
    [InlineData("**/*.ts", "src/deep/a.ts", true)]
    [InlineData("src/**/*.ts", "src/a.ts", true)]
    [InlineData("src/**/*.ts", "srcs/a.ts", false)]
    [InlineData("./src/?.py", "src/a.py", true)]
    [InlineData("src/?.py", "src/ab.py", false)]
    [InlineData("src/", "src/deep/a", true)]
    [InlineData("a+b(c).txt", "a+b(c).txt", true)]
    [InlineData("**", "anything/at/all", true)]
    public void A_glob_means_what_its_users_expect(string pattern, string path, bool means) => Assert.Equal(means, new PathPattern(pattern).Means(path));

    [Theory]
    [InlineData("**/*.ts", "")]
    [InlineData("src/**/*.ts", "src")]
    [InlineData("src/app/a.ts", "src/app")]
    public void Only_the_folder_below_which_it_lies_needs_to_be_looked_at(string pattern, string folder) => Assert.Equal(folder, new PathPattern(pattern).Folder);
}

using System.Text.RegularExpressions;
using Shared.Contracts.Hosting;

namespace Integration.Storage;

/// <summary>SQL reaches a database only as a registered statement.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Projects = ["Shared.Contracts", "Intake.Api", "Dispatch.Worker"];
    private static readonly string[] MayCommand = ["Session.cs", "SqliteDialect.cs", "Migrator.cs", "TypeHandlers.cs"];

    /// <summary>The dialects hold the pieces that differ.</summary>
    private static readonly string[] MayWriteSql = ["SqliteDialect.cs", "SqlServerDialect.cs", "Migrator.cs"];

    [Test]
    public void OnlyTheSession_SendsCommands()
    {
        var offenders = Sources()
            .Where(s => !IsStorageFile(s.Path, MayCommand))
            .Where(s => Commanding().IsMatch(s.Text))
            .Select(s => s.Path);
        Assert.That(offenders, Is.Empty);
    }

    [Test]
    public void EverySqlText_BelongsToAStatement()
    {
        var offenders = Sources()
            .Where(s => !IsStorageFile(s.Path, MayWriteSql))
            .SelectMany(s => SqlText().Matches(s.Text).Where(m => !IsOfStatement(s.Text, m)).Select(m => (s.Path, m)))
            .Select(found => $"{found.Path}: {found.m.Value.Trim()}");
        Assert.That(offenders, Is.Empty);
    }

    [TestCase("connection.Execute(\"SELECT 1\");", false)]
    [TestCase("var text = \"DELETE FROM cases\";", false)]
    [TestCase("Statement Find = new(\"x.find\", \"SELECT 1\");", true)]
    [TestCase("new Statement(\n    $\"x.{n}\",\n    $\"UPDATE cases SET unit = @unit\"\n)", true)]
    public void TheRule_TellsStatementsFromOthers(string source, bool allowed) =>
        Assert.That(SqlText().Matches(source).All(m => IsOfStatement(source, m)), Is.EqualTo(allowed));

    /// <summary>The text is the second argument after a name, or the body of a function used by statements only.</summary>
    private static bool IsOfStatement(string source, Match sql) =>
        StatementHead().IsMatch(source[..sql.Index]) || SelectFunction().IsMatch(source[..sql.Index]);

    private static IEnumerable<(string Path, string Text)> Sources()
    {
        var root = ProjectDirectory.Find();
        Assert.That(File.Exists(Path.Combine(root, "Hotline12315.slnx")), "the tests run inside the repository");
        return Projects
            .SelectMany(p => Directory.EnumerateFiles(Path.Combine(root, p), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Select(path => (path, File.ReadAllText(Path.Combine(root, path))));
    }

    private static bool IsStorageFile(string path, string[] names) =>
        names.Contains(Path.GetFileName(path)) && path.Contains(Path.Combine("Shared.Contracts", "Storage"));

    [GeneratedRegex(@"CommandText|CreateCommand|\busing Dapper\b|\bSqlMapper\.Query|new Sql(ite)?Command")]
    private static partial Regex Commanding();

    /// <summary>A string that begins with a verb of SQL, on its own line in a raw string or right after the quote.</summary>
    [GeneratedRegex(@"\$*""(""""\s*\n\s*)?(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s")]
    private static partial Regex SqlText();

    [GeneratedRegex(@"(\bStatement( \w+ = new)?|\bStatement\.Claim)\(\s*\$?""[\w.{}]+"",\s*$")]
    private static partial Regex StatementHead();

    [GeneratedRegex(@"private static string \w+\([^)]*ListShape[^)]*\) =>\s*$")]
    private static partial Regex SelectFunction();
}

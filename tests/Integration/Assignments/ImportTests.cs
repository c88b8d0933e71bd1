using System.Net;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Assignments;

/// <summary>交办 by file: what the national platform exports is taken in row by row, once, and handed back.</summary>
public sealed class ImportTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private int next;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [TestCase("utf-8", false)]
    [TestCase("utf-8", true)]
    [TestCase("GB18030", false)]
    [TestCase("utf-16", true)]
    public async Task ATextFile_IsTakenIn_WhateverItsEncoding(string encoding, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var rows = NewRows(5);

        var import = await ImportAsync(ImportFile.Csv(rows, Encoding.GetEncoding(encoding), mark));

        Assert.That(import.Counts(), Is.EqualTo((5, 5, 0)));
        await ShouldHoldAsync(rows);
    }

    [Test]
    public async Task AWorkbook_IsTakenIn_AndTheSameFileTwiceAddsNothing()
    {
        var rows = NewRows(40);
        var book = await ImportFile.WorkbookAsync(rows);

        var first = await ImportAsync(book, "交办.xlsx");
        var before = (await cast.Operator.AllAsync()).Count;
        var again = await ImportAsync(book, "交办.xlsx");

        Assert.That(first.Counts(), Is.EqualTo((40, 40, 0)));
        Assert.That(again.Counts(), Is.EqualTo((40, 40, 0)), "already there counts as done");
        Assert.That((await cast.Operator.AllAsync()), Has.Count.EqualTo(before));
        await ShouldHoldAsync(rows);
    }

    [Test]
    public async Task WhatThePlatformCodesOtherwise_IsKeptAsText_AndAnUnknownKindIsABadRow()
    {
        var rows = NewRows(4);
        rows[0][2] = "小程序";
        rows[0][6] = "别的类别";
        rows[0][9] = "已初查";
        rows[1][1] = "表扬";
        rows[2][0] = "";
        rows[3][5] = new string('长', 8001);

        var import = await ImportAsync(ImportFile.Csv(rows, Encoding.UTF8));

        Assert.That(import.Counts(), Is.EqualTo((4, 1, 3)));
        var it = await CaseOfAsync(rows[0][0]);
        Assert.That((it.Str("channel"), it.Str("problem")), Is.EqualTo(("assigned", (string?)null)));
        var results = await FileAsync(import, "results.csv");
        Assert.That(results.Split("\r\n")[1], Does.Contain("小程序").And.Contain("别的类别").And.Contain("已初查"));
        var errors = await FileAsync(import, "errors.csv");
        Assert.That(errors, Does.Contain("3,类型：“表扬”不是可用的值").And.Contain("4,登记编号：不能为空"));
        Assert.That(errors, Does.Contain("5,诉求内容：最多 8000 个字，现有 8001 个"));
    }

    [Test]
    public async Task BadRows_AreAFileToCorrectAndSendAgain()
    {
        var rows = NewRows(3);
        rows[1][1] = "?";
        var import = await ImportAsync(ImportFile.Csv(rows, Encoding.UTF8));

        var errors = await FileAsync(import, "errors.csv");
        var corrected = await ImportAsync(
            Encoding.UTF8.GetBytes(errors.Replace("\"?\"", "投诉").Replace(",?,", ",投诉,"))
        );

        Assert.That(corrected.Counts(), Is.EqualTo((1, 1, 0)));
        Assert.That(corrected.Strings("unused"), Is.EqualTo(["行号", "原因"]));
        await ShouldHoldAsync(rows);
    }

    [Test]
    public async Task ADryRun_AddsNothing_AndIsThenStartedWithoutAnotherUpload()
    {
        var rows = NewRows(4);
        rows[2][1] = "?";
        var before = (await cast.Operator.AllAsync()).Count;

        var checkedOnly = await ImportAsync(ImportFile.Csv(rows, Encoding.UTF8), query: "?dryRun=true");

        Assert.That(checkedOnly.Counts(), Is.EqualTo((4, 3, 1)));
        Assert.That(checkedOnly.GetProperty("dryRun").GetBoolean(), Is.True);
        Assert.That((await cast.Operator.AllAsync()), Has.Count.EqualTo(before));
        var id = checkedOnly.GetProperty("id").GetGuid();
        (await cast.Operator.SendAsync($"{ImportFile.Imports}/{id}/start", ApiCalls.Nothing)).Expect(HttpStatusCode.OK);
        var import = await cast.Operator.EndedAsync(id);
        Assert.That(import.Counts(), Is.EqualTo((4, 3, 1)));
        Assert.That((await cast.Operator.AllAsync()), Has.Count.EqualTo(before + 3));
    }

    [Test]
    public async Task AStoppedFile_GoesOnWhereItWas()
    {
        const int Long = 2_000;
        var rows = NewRows(Long);
        var id = (await cast.Operator.UploadAsync(ImportFile.Csv(rows, Encoding.UTF8)))
            .Expect(HttpStatusCode.Accepted)
            .Id;
        await Eventually.HoldsAsync(
            async () => (await cast.Operator.ReadAsync($"{ImportFile.Imports}/{id}")).Counts().Done > 0,
            ApiCalls.Patience,
            "it has begun"
        );
        var stopped = (await cast.Operator.SendAsync($"{ImportFile.Imports}/{id}/stop", ApiCalls.Nothing)).Json;
        var resumed = (await cast.Operator.SendAsync($"{ImportFile.Imports}/{id}/resume", ApiCalls.Nothing)).Json;

        Assert.That(stopped.Str("state"), Is.EqualTo("stopped"));
        Assert.That(stopped.Counts().Done, Is.LessThan(Long));
        Assert.That(resumed.Str("state"), Is.EqualTo("waiting"));
        Assert.That((await cast.Operator.EndedAsync(id)).Counts(), Is.EqualTo((Long, Long, 0)));
        Assert.That(
            await service.RowsAsync(
                $"SELECT COUNT(*) FROM cases WHERE upstream_number >= '{rows[0][0]}' AND upstream_number <= '{rows[^1][0]}'"
            ),
            Is.EqualTo([$"{Long}"])
        );
    }

    [Test]
    public async Task UnknownColumns_AreNamedOnce_AndRememberedForTheNextFile()
    {
        var text = "甲,乙,诉求内容\r\n";
        var first = (await cast.Operator.UploadAsync(Encoding.UTF8.GetBytes($"{text}A-1,投诉,一件事\r\n"))).Json;

        Assert.That(first.Str("state"), Is.EqualTo("unmapped"));
        Assert.That(first.Strings("missing"), Is.EqualTo(["登记编号", "类型"]));
        var columns = $"{ImportFile.Imports}/{first.GetProperty("id").GetGuid()}/columns";
        (await cast.Operator.SendAsync(columns, new Dictionary<string, string> { ["甲"] = "number" })).ExpectInvalid(
            "columns"
        );
        (
            await cast.Operator.SendAsync(
                columns,
                new Dictionary<string, string> { ["甲"] = "number", ["乙"] = "kind" }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.That(
            (await cast.Operator.EndedAsync(first.GetProperty("id").GetGuid())).Counts(),
            Is.EqualTo((1, 1, 0))
        );

        var second = await ImportAsync(Encoding.UTF8.GetBytes($"{text}A-2,举报,另一件\r\n"));
        Assert.That(second.Counts(), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public async Task Results_AreInTheSameColumns_WithWhatBecameOfEachCase()
    {
        var rows = NewRows(2);
        rows[0][1] = "投诉";
        var import = await ImportAsync(await ImportFile.WorkbookAsync(rows), "交办.xlsx");
        var id = (await CaseOfAsync(rows[0][0])).GetProperty("id").GetGuid();
        await cast.Operator.StepAsync(id, "receive");
        var unit = cast.UnitOf(await cast.Operator.RoutedAsync(id));
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(id, "accept");
        await unit.StepAsync(id, "handle", new { outcome = "mediated", summary = "已退款" });
        await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已电话告知" });

        using var answer = await cast.Operator.GetAsync(
            new Uri($"{ImportFile.Imports}/{import.GetProperty("id").GetGuid()}/results.xlsx", UriKind.Relative)
        );
        using var stream = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        var table = book.WorkbookPart!.WorksheetParts.Single()
            .Worksheet!.Descendants<Row>()
            .Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToArray())
            .ToArray();

        Assert.That(table[0], Is.EqualTo(ImportFile.Headers));
        Assert.That(table[1][..9], Is.EqualTo(rows[0][..9]));
        Assert.That(
            table[1][9..],
            Is.EqualTo(["已受理", "晋城市市场监督管理局", "执法协调科", "已电话告知"]).Or.Contain("已电话告知")
        );
        Assert.That(table[2][..10], Is.EqualTo(rows[1][..10]));
    }

    [Test]
    public async Task ADueDateFromAbove_IsOneMoreClock()
    {
        var number = NewRows(1)[0][0];
        var text = $"登记编号,类型,上级期限,投诉人姓名,联系电话\r\n{number},投诉,2027-03-20,王小二,13903560001\r\n";

        await ImportAsync(Encoding.UTF8.GetBytes(text));

        var it = await CaseOfAsync(number);
        Assert.That(
            it.List("deadlines").Single(d => d.Str("regime") == "assigned").At("dueAt"),
            Is.EqualTo(Shanghai.At(2027, 3, 21, 0)),
            "the day ends at midnight"
        );
        Assert.That(it.GetProperty("complainant").Str("name"), Is.EqualTo("王小二"));
        Assert.That(string.Join('\n', await service.RowsAsync("SELECT facts FROM cases")), Does.Not.Contain("王小二"));
    }

    [Test]
    public async Task ANumberThatTheSheetHasRounded_IsABadRow()
    {
        var import = await ImportAsync(Encoding.UTF8.GetBytes("登记编号,类型\r\n1.14050E+17,投诉\r\n"));

        Assert.That(import.Counts(), Is.EqualTo((1, 0, 1)));
        Assert.That(await FileAsync(import, "errors.csv"), Does.Contain("已经失真"));
    }

    [Test]
    public async Task AFileThatBreaksOff_KeepsTheRowsBefore_AndSaysWhere()
    {
        var rows = NewRows(2);
        var text = Encoding.UTF8.GetString(ImportFile.Csv(rows, Encoding.UTF8));
        var import = await ImportAsync(Encoding.UTF8.GetBytes(text + "\"没有闭合" + new string('的', 40_000)));

        Assert.That(import.Str("state"), Is.EqualTo("failed"));
        Assert.That(import.Str("error"), Does.Contain("第 4 行（文件第 4 行）的引号没有闭合"));
        Assert.That(import.Counts().Done, Is.EqualTo(2));
        await ShouldHoldAsync(rows);
    }

    [Test]
    public async Task WhatIsNoTable_IsRefused_AndNothingIsKept()
    {
        (await cast.Operator.UploadAsync([])).ExpectInvalid("file");
        (await cast.Operator.UploadAsync([1, 0, 2, 0, 3])).ExpectInvalid("file");
        (await cast.Operator.UploadAsync([0x50, 0x4B, 3, 4, 1, 2, 3])).ExpectInvalid("file");
        (await cast.Operator.UploadAsync(Encoding.UTF8.GetBytes("\r\n\r\n"))).ExpectInvalid("file");
        (await cast.Operator.UploadAsync([1], query: "?dryRun=perhaps")).ExpectInvalid("dryRun");
        Assert.That(
            (await cast.Operator.SendAsync(ImportFile.Imports, ApiCalls.Nothing)).Status,
            Is.EqualTo(HttpStatusCode.UnsupportedMediaType)
        );
        Assert.That(
            (await cast.Operator.CallAsync(HttpMethod.Get, $"{ImportFile.Imports}/{Guid.CreateVersion7()}")).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        Assert.That(Directory.GetFiles(Path.Combine(service.Directory, "imports"), "*.part"), Is.Empty);
    }

    [Test]
    public async Task TheSameKey_IsTheSameImport()
    {
        var file = ImportFile.Csv(NewRows(1), Encoding.UTF8);

        var first = await cast.Operator.UploadAsync(file, key: "once");
        var again = await cast.Operator.UploadAsync(file, key: "once");

        Assert.That(again.Id, Is.EqualTo(first.Id));
    }

    private string[][] NewRows(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => ImportFile.Row(Interlocked.Increment(ref next)))];

    private async Task<JsonElement> ImportAsync(byte[] content, string name = "交办.csv", string query = "")
    {
        var answer = (await cast.Operator.UploadAsync(content, name, query)).Expect(HttpStatusCode.Accepted);
        return await cast.Operator.EndedAsync(answer.Id);
    }

    private async Task<string> FileAsync(JsonElement import, string name) =>
        (
            await cast.Operator.CallAsync(
                HttpMethod.Get,
                $"{ImportFile.Imports}/{import.GetProperty("id").GetGuid()}/{name}"
            )
        )
            .Expect(HttpStatusCode.OK)
            .Text;

    private async Task<JsonElement> CaseOfAsync(string number) =>
        await cast.Operator.CaseAsync(
            Guid.Parse((await service.RowsAsync($"SELECT id FROM cases WHERE upstream_number = '{number}'")).Single())
        );

    private async Task ShouldHoldAsync(string[][] rows)
    {
        foreach (var row in rows)
        {
            var it = await CaseOfAsync(row[0]);
            Assert.That(it.Str("kind"), Is.EqualTo(row[1] == "举报" ? "report" : "complaint"));
            Assert.That(it.Str("channel"), Is.EqualTo(row[2] == "互联网" ? "web" : "assigned"));
            Assert.That(it.Str("content"), Is.EqualTo(row[5]));
            Assert.That(it.Str("district"), Is.EqualTo("urban"));
            Assert.That(it.GetProperty("respondent").Str("name"), Is.EqualTo(row[3]));
            Assert.That(it.Str("status"), Is.EqualTo("arrived"));
        }
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;
using SpreadCheetah;

namespace Integration.Assignments;

/// <summary>Files as people really send them: nothing of one is left out, changed or read wrong in silence.</summary>
public sealed class ImportFaultTests
{
    private const string Head = "登记编号,类型,诉求内容,上级期限\r\n";
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task AQuoteThatIsNeverClosed_MakesABadRowThatNamesTheLinesItSwallowed()
    {
        var import = await ImportAsync(
            $"{Head}UQ-1,投诉,一件\r\nUQ-2,投诉,\"坏了没收口\r\nUQ-3,投诉,三\r\nUQ-4,投诉,四\r\n"
        );
        Assert.That(import.Counts(), Is.EqualTo((2, 1, 1)));
        Assert.That(await ErrorsAsync(import), Does.Contain("文件第 3 至 5 行被连成了一行"));

        var upToTheNext = await ImportAsync(
            $"{Head}UR-1,投诉,\"没收口\r\nUR-2,投诉,二\r\nUR-3,投诉,\"三\"\r\nUR-4,投诉,四\r\n"
        );
        Assert.That(upToTheNext.Counts(), Is.EqualTo((2, 1, 1)));
        Assert.That(await ErrorsAsync(upToTheNext), Does.Contain("文件第 2 至 4 行被连成了一行"));

        var several = await ImportAsync($"{Head}US-1,投诉,\"两行\r\n都是内容\",\r\nUS-2,投诉,6\" 屏幕\r\n");
        Assert.That(several.Counts(), Is.EqualTo((2, 2, 0)), "lines inside a closed quote, and an inch, are no fault");
    }

    [Test]
    public async Task OfAWorkbookOnlyTheSheetThatIsMeantIsRead_AndNoneIsLeftOutInSilence()
    {
        string[][] Data(string number) =>
            [
                ["登记编号", "类型"],
                [number, "投诉"],
            ];
        string[][] Cover =
        [
            ["说明：数据见第二页"],
        ];

        var two = await cast.Operator.UploadAsync(await BookAsync(Data("WB-1"), Data("WB-2")), "两张.xlsx");
        two.ExpectInvalid("file");
        Assert.That(two.Text, Does.Contain("2 张表都是交办数据").And.Contain("表1").And.Contain("表2"));

        var unclear = await cast.Operator.UploadAsync(await BookAsync(Cover, Cover), "说明.xlsx");
        unclear.ExpectInvalid("file");
        Assert.That(unclear.Text, Does.Contain("认不出哪一张"));

        var covered = await cast.Operator.UploadAsync(await BookAsync(Cover, Data("WB-3"), []), "有说明.xlsx");
        var import = await cast.Operator.EndedAsync(covered.Expect(HttpStatusCode.Accepted).Id);
        Assert.That(import.Counts(), Is.EqualTo((1, 1, 0)));
    }

    [TestCase(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "另存为 .xlsx")]
    [TestCase(new byte[] { 0x31, 0xFF, 0x00, 0x32 }, "CSV")]
    public async Task AnotherKindOfFile_IsRefusedWithWhatToDo(byte[] content, string said)
    {
        var answer = await cast.Operator.UploadAsync(content, "交办.xls");
        answer.ExpectInvalid("file");
        Assert.That(answer.Text, Does.Contain(said));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task OneBrokenByte_IsNoReasonToReadOtherCharacters(bool mark)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes($"{Head}BB-1,投诉,坏"), 0xE5, .. "字\r\n"u8];
        var answer = await cast.Operator.UploadAsync(mark ? [0xEF, 0xBB, 0xBF, .. text] : text);
        answer.ExpectInvalid("file");
        Assert.That(answer.Text, Does.Contain("乱码").And.Contain("CSV UTF-8"));
    }

    [Test]
    public async Task TheSameKey_WithAnotherFileOrWish_IsRefused_AndSideBySideItIsOne()
    {
        var file = Encoding.UTF8.GetBytes($"{Head}SK-1,投诉,一\r\n");
        var same = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => cast.Operator.UploadAsync(file, query: "?dryRun=true", key: "sk"))
        );
        Assert.That(same.Select(a => a.Expect(HttpStatusCode.Accepted).Id).Distinct(), Has.Exactly(1).Items);

        (await cast.Operator.UploadAsync(file, key: "sk")).ExpectInvalid("file");
        var other = Encoding.UTF8.GetBytes($"{Head}SK-2,投诉,二\r\n");
        (await cast.Operator.UploadAsync(other, query: "?dryRun=true", key: "sk")).ExpectInvalid("file");
    }

    [Test]
    public async Task AHeaderOfTheNationalExport_KeepsItsMeaning_WhateverSomebodySaid()
    {
        var unmapped = await cast.Operator.UploadAsync(
            Encoding.UTF8.GetBytes("流水,性质,企业名称\r\nHM-1,投诉,某店\r\n")
        );
        var id = unmapped.Expect(HttpStatusCode.Accepted).Id;
        var wrong = new Dictionary<string, string> { ["企业名称"] = "number", ["性质"] = "kind" };
        (await cast.Operator.SendAsync($"{ImportFile.Imports}/{id}/columns", wrong)).ExpectInvalid("columns");

        var right = new Dictionary<string, string> { ["流水"] = "number", ["性质"] = "kind" };
        (await cast.Operator.SendAsync($"{ImportFile.Imports}/{id}/columns", right)).Expect(HttpStatusCode.OK);
        await cast.Operator.EndedAsync(id);

        var next = await ImportAsync("编号,登记编号,类型,企业名称\r\n1,HM-2,投诉,某店\r\n");
        Assert.That(next.Strings("unused"), Is.EqualTo(["编号"]), "the export's own name goes before another");
        Assert.That((await CaseOfAsync("HM-2")).GetProperty("respondent").Str("name"), Is.EqualTo("某店"));
    }

    [TestCase("2027-12-20", "2027-12-21T00:00")]
    [TestCase("2027-12-5", "2027-12-06T00:00")]
    [TestCase("2027/12/20 0:00", "2027-12-21T00:00")]
    [TestCase("2027-12-20 00:00:00", "2027-12-21T00:00")]
    [TestCase("2027.12.20", "2027-12-21T00:00")]
    [TestCase("2027-12-20 17:30", "2027-12-20T17:30")]
    [TestCase("2027-12-20T09:00:00Z", "2027-12-20T17:00")]
    public async Task ADueDate_IsReadAsSpreadsheetsWriteIt_AndHandedBackTheSame(string text, string due)
    {
        var number = $"DD-{text}";
        var import = await ImportAsync($"{Head}{number},投诉,一,{text}\r\n");

        Assert.That((await CaseOfAsync(number)).Str("upstreamDueAt"), Does.StartWith(due));
        var back = (await FileAsync(import, "results.csv")).Split("\r\n")[1].Split(',')[3];
        await ImportAsync($"{Head}{number}-B,投诉,一,{back}\r\n");
        Assert.That((await CaseOfAsync($"{number}-B")).Str("upstreamDueAt"), Does.StartWith(due), $"from {back}");
    }

    [Test]
    public async Task WhatExportsHoldOtherwise_IsKept_AndMakesNoRowBad()
    {
        var import = await ImportAsync(
            $"登记编号,类型,具体问题,投诉人姓名,投诉人电话\r\nKT-1,投诉,{new string('长', 600)},王某,138****1234\r\n"
        );

        Assert.That(import.Counts(), Is.EqualTo((1, 1, 0)));
        Assert.That(await FileAsync(import, "results.csv"), Does.Contain("138****1234"));
    }

    [Test]
    public async Task BadRows_ComeBackAsTheyWereSent_AndLieNowhereInClear()
    {
        const string Twenty = "14050020270314000025";
        var import = await ImportAsync(
            $"登记编号,类型,诉求内容,企业名称,投诉人姓名\r\n{Twenty},?,=SUM(A1),-5度冰箱,赵小六\r\n"
        );
        Assert.That(
            string.Join('\n', await service.RowsAsync("SELECT cells FROM import_rows WHERE cells IS NOT NULL")),
            Does.Not.Contain("赵小六")
        );
        var errors = await ErrorsAsync(import);
        Assert.That(errors, Does.Contain("'=SUM(A1)").And.Contain("'-5度冰箱").And.Contain($"\t{Twenty}"));
        Assert.That(
            await service.RowsAsync("SELECT id FROM audit WHERE action = 'OpenBadRows'"),
            Is.Not.Empty,
            "who fetches names is noted"
        );

        var corrected = await ImportAsync(errors.Replace(",?,", ",投诉,", StringComparison.Ordinal));

        Assert.That(corrected.Counts(), Is.EqualTo((1, 1, 0)));
        var it = await CaseOfAsync(Twenty);
        Assert.That(it.Str("content"), Is.EqualTo("=SUM(A1)"));
        Assert.That(it.GetProperty("respondent").Str("name"), Is.EqualTo("-5度冰箱"));
    }

    private static async Task<byte[]> BookAsync(params string[][][] sheets)
    {
        using var stream = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(stream))
        {
            for (var i = 0; i < sheets.Length; i++)
            {
                await book.StartWorksheetAsync($"表{i + 1}");
                foreach (var row in sheets[i])
                {
                    await book.AddRowAsync([.. row.Select(c => new DataCell(c))]);
                }
            }
            await book.FinishAsync();
        }
        return stream.ToArray();
    }

    private async Task<JsonElement> ImportAsync(string text)
    {
        var answer = (await cast.Operator.UploadAsync(Encoding.UTF8.GetBytes(text))).Expect(HttpStatusCode.Accepted);
        return await cast.Operator.EndedAsync(answer.Id);
    }

    private Task<string> ErrorsAsync(JsonElement import) => FileAsync(import, "errors.csv");

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
}

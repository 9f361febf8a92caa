<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message>
        <source>Typemould completes a typeface.</source>
        <translation>Typemould 補完一套字型。</translation>
    </message>
    <message>
        <source>Project folder to open.</source>
        <translation>要開啟的專案資料夾。</translation>
    </message>
    <message>
        <source>Open the demo project.</source>
        <translation>開啟示範專案。</translation>
    </message>
    <message>
        <source>Page to show: fonts, train, review, export.</source>
        <translation>要顯示的頁面：fonts、train、review、export。</translation>
    </message>
    <message>
        <source>Look: light, dark, system.</source>
        <translation>外觀：light、dark、system。</translation>
    </message>
    <message>
        <source>The look is one of: light, dark, system.</source>
        <translation>外觀須為下列之一：light、dark、system。</translation>
    </message>
    <message>
        <source>The page is one of: fonts, train, review, export.</source>
        <translation>頁面須為下列之一：fonts、train、review、export。</translation>
    </message>
    <message>
        <source>Give one project folder, or --demo.</source>
        <translation>請指定一個專案資料夾，或使用 --demo。</translation>
    </message>
    <message>
        <source>Typemould %1

Completes a typeface: learns the style of a font from the characters that it has, and draws those that it lacks.

Free software under the GNU General Public License, version 3 or later. Log: %2</source>
        <translation>Typemould %1

補完一套字型：從字型已有的字學習其風格，畫出缺少的字。

自由軟體，依 GNU 通用公共授權條款第 3 版或更新版本授權。記錄檔：%2</translation>
    </message>
</context>
<context>
    <name>Experiment</name>
    <message>
        <source>Upsampling modes</source>
        <translation>上取樣方式</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>網路寬度</translation>
    </message>
    <message>
        <source>Batch sizes</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>學習率</translation>
    </message>
    <message>
        <source>With and without edges</source>
        <translation>有無邊緣損失</translation>
    </message>
    <message>
        <source>Seeds: how much is chance</source>
        <translation>隨機種子：有多少是偶然</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>The UFO holds the target&apos;s glyphs that stand for characters, and .notdef. Its features, kerning and advance heights are not in it.</source>
        <translation>UFO 含有目標字型中對應字元的字形與 .notdef。不含其排版特性、字距調整與垂直進距。</translation>
    </message>
    <message>
        <source>The UFO holds the target&apos;s glyphs that stand for characters, and .notdef. Its features, kerning and advance heights are not in it, nor are its %1 glyphs that stand for no character (vertical forms, ligatures, others).</source>
        <translation>UFO 含有目標字型中對應字元的字形與 .notdef。不含其排版特性、字距調整與垂直進距，也不含 %1 個不對應字元的字形（直排字形、連字等）。</translation>
    </message>
    <message>
        <source>The font was ordered by %1, which has no places for added glyphs: it is now ordered by its own numbers (Adobe-Identity-0).</source>
        <translation>字型原依 %1 排序，其中沒有給新增字形的位置：現在改依自身編號排序（Adobe-Identity-0）。</translation>
    </message>
    <message>
        <source>The character table of the first plane (cmap of format 4) has no room for %1 of the added characters, which stand in the one of all planes (format 12) alone: a few old programs do not read that.</source>
        <translation>第一平面的字元表（格式 4 的 cmap）容不下 %1 個新增字元，這些字元只在所有平面的字元表（格式 12）中：少數舊程式不讀取該表。</translation>
    </message>
    <message>
        <source>The target&apos;s characters have no room in a character table of the first plane (cmap of format 4), and it has none: a few old programs will not read the font.</source>
        <translation>目標字型的字元放不進第一平面的字元表（格式 4 的 cmap），它也沒有此表：少數舊程式將無法讀取這個字型。</translation>
    </message>
    <message>
        <source>The target has no table post: an empty one was made.</source>
        <translation>目標字型沒有 post 表：已建立空的 post 表。</translation>
    </message>
    <message>
        <source>The target has no table of names: the new font has the family&apos;s name alone.</source>
        <translation>目標字型沒有名稱表：新字型只有家族名稱。</translation>
    </message>
    <message>
        <source>The table %1 was left out: it does not hold for a font with added glyphs.</source>
        <translation>已略去 %1 表：它不適用於新增了字形的字型。</translation>
    </message>
    <message>
        <source>The target is a variable font: the new font has its one design %1.</source>
        <translation>目標是可變字型：新字型只有其中一種設計 %1。</translation>
    </message>
    <message>
        <source>may be embedded in documents that can be edited</source>
        <translation>可嵌入可編輯的文件</translation>
    </message>
    <message>
        <source>may be embedded for viewing and printing alone</source>
        <translation>只可為檢視與列印而嵌入</translation>
    </message>
    <message>
        <source>may not be embedded, changed or exchanged without permission</source>
        <translation>未經許可不得嵌入、修改或交換</translation>
    </message>
    <message>
        <source>may be embedded and installed without limits</source>
        <translation>可不受限制地嵌入與安裝</translation>
    </message>
    <message>
        <source>%1, not in parts</source>
        <translation>%1，不得只取部分字形</translation>
    </message>
    <message>
        <source>%1, as pictures alone</source>
        <translation>%1，只限以圖像方式</translation>
    </message>
    <message>
        <source>%1 says that it %2.</source>
        <translation>%1 聲明：%2。</translation>
    </message>
    <message>
        <source>Ask its owner before you pass on a font that is made from it.</source>
        <translation>散布由它製作的字型之前，請先詢問其所有人。</translation>
    </message>
    <message>
        <source>%1 is under the SIL Open Font License: a font made from it must be under that licence too, and keep its copyright line.</source>
        <translation>%1 採用 SIL Open Font License：由它製作的字型也必須採用該授權，並保留其著作權聲明。</translation>
    </message>
    <message>
        <source>Both are kept in the new font.</source>
        <translation>兩者都保留在新字型中。</translation>
    </message>
    <message>
        <source>%1 says nothing of its licence.</source>
        <translation>%1 沒有說明其授權。</translation>
    </message>
    <message>
        <source>Find out whether you may change it before you pass on a font that is made from it.</source>
        <translation>散布由它製作的字型之前，請先確認是否可以修改它。</translation>
    </message>
    <message>
        <source>%1 has this licence: %2</source>
        <translation>%1 的授權如下：%2</translation>
    </message>
    <message>
        <source>Read whether it allows changed versions; not every licence does.</source>
        <translation>請閱讀它是否允許修改版本；並非每種授權都允許。</translation>
    </message>
    <message>
        <source>You said that the name is yours to use.</source>
        <translation>您已表示可以使用這個名稱。</translation>
    </message>
    <message>
        <source>Set another family name, or say that the name is yours to use (own-name).</source>
        <translation>請設定另一個家族名稱，或表示您可以使用這個名稱（own-name）。</translation>
    </message>
    <message>
        <source>The new font would have the name of the target, &apos;%1&apos;, and take its place where it is installed.</source>
        <translation>新字型會與目標字型同名（「%1」），安裝後會取代目標字型。</translation>
    </message>
    <message>
        <source>The name &apos;%1&apos; holds &apos;%2&apos;, which the licence of %3 reserves for the original.</source>
        <translation>名稱「%1」含有「%2」，而 %3 的授權將它保留給原字型。</translation>
    </message>
    <message>
        <source>The licence of %1 reserves the name &apos;%2&apos;, which the new font does not have.</source>
        <translation>%1 的授權保留名稱「%2」，新字型沒有使用它。</translation>
    </message>
</context>
<context>
    <name>Freezing</name>
    <message>
        <source>Everything trains</source>
        <translation>全部訓練</translation>
    </message>
    <message>
        <source>No part is frozen: for a fresh network, or two fonts that differ much.</source>
        <translation>不凍結任何部分：適合全新的網路，或差異很大的兩套字型。</translation>
    </message>
    <message>
        <source>Style only</source>
        <translation>只訓練風格</translation>
    </message>
    <message>
        <source>Only the style embedding and its FiLM layers train: another style for a network that draws well already.</source>
        <translation>只訓練風格嵌入與其 FiLM 層：讓已經畫得好的網路學另一種風格。</translation>
    </message>
    <message>
        <source>Decoder only</source>
        <translation>只訓練解碼器</translation>
    </message>
    <message>
        <source>What it sees stays, how it draws is learnt: quicker steps, and the first thing to try after the upsampling was switched.</source>
        <translation>看字的部分不變，只學如何畫：每步較快，也是切換升取樣後最先該試的做法。</translation>
    </message>
    <message>
        <source>Attention only</source>
        <translation>只訓練注意力</translation>
    </message>
    <message>
        <source>Only the attention layers train: for strokes that stand well but do not belong together.</source>
        <translation>只訓練注意力層：適合筆畫各自站得住、卻彼此不協調的情形。</translation>
    </message>
    <message>
        <source>Transformer only</source>
        <translation>只訓練 Transformer</translation>
    </message>
    <message>
        <source>Only the transformer blocks train.</source>
        <translation>只訓練 Transformer 區塊。</translation>
    </message>
    <message>
        <source>Style head only</source>
        <translation>只訓練風格判別頭</translation>
    </message>
    <message>
        <source>Only the discriminator&apos;s style head trains: to teach it a new style before the generator has to please it.</source>
        <translation>只訓練判別器的風格判別頭：先教它認識新風格，再讓生成器去滿足它。</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The discriminator wins</source>
        <translation>判別器占上風</translation>
    </message>
    <message>
        <source>Blank glyphs</source>
        <translation>字形空白</translation>
    </message>
    <message>
        <source>Specks</source>
        <translation>雜點</translation>
    </message>
    <message>
        <source>No more progress</source>
        <translation>不再進步</translation>
    </message>
    <message>
        <source>Over-fitting</source>
        <translation>過度擬合</translation>
    </message>
    <message>
        <source>Relapse</source>
        <translation>退步</translation>
    </message>
    <message>
        <source>Shifted glyphs</source>
        <translation>字形偏移</translation>
    </message>
    <message>
        <source>Batch too large</source>
        <translation>批次過大</translation>
    </message>
    <message>
        <source>A loss was no number</source>
        <translation>損失不是數值</translation>
    </message>
    <message>
        <source>Healthy.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Too early to tell.</source>
        <translation>目前還看不出來。</translation>
    </message>
    <message>
        <source>A batch of %1 glyphs is large for the %2 that are trained on: few different steps are made in a pass.</source>
        <translation>每批 %1 個字對 %2 個訓練字而言太大：每一輪只有少數幾種不同的步驟。</translation>
    </message>
    <message>
        <source>Take batches of %1.</source>
        <translation>請改用每批 %1 個字。</translation>
    </message>
    <message>
        <source>The discriminator wins: its loss has been below %1 for %2 steps (now %3), and the generator cannot please it any more.</source>
        <translation>判別器占上風：其損失低於 %1 已達 %2 步（目前 %3），生成器再也無法讓它滿意。</translation>
    </message>
    <message>
        <source>Let the adversarial weight follow the discriminator&apos;s loss, and smooth its labels.</source>
        <translation>請讓對抗權重隨判別器的損失調整，並平滑其標籤。</translation>
    </message>
    <message>
        <source>The loss has risen to %1 times its best (%2 from %3).</source>
        <translation>損失已升至最佳值的 %1 倍（由 %3 升至 %2）。</translation>
    </message>
    <message>
        <source>Go back to the best checkpoint, and halve the learning rate.</source>
        <translation>請回到最佳的檢查點，並將學習率減半。</translation>
    </message>
    <message>
        <source>It learns the trained glyphs by heart: their L1 has fallen to %1, that of the held-out ones has risen from %2 to %3.</source>
        <translation>網路正在死背訓練字：訓練字的 L1 降至 %1，保留測試字的 L1 則由 %2 升至 %3。</translation>
    </message>
    <message>
        <source>Stop here and take the best checkpoint, or hold the weights back more.</source>
        <translation>請就此停止並採用最佳的檢查點，或加強對權重的抑制。</translation>
    </message>
    <message>
        <source>Held-out glyphs have not come nearer over %1 measurements (L1 %2).</source>
        <translation>保留測試字連續 %1 次評量都沒有更接近（L1 %2）。</translation>
    </message>
    <message>
        <source>Halve the learning rate: the last refinement comes at low rates.</source>
        <translation>請將學習率減半：最後的修飾要靠低學習率。</translation>
    </message>
    <message>
        <source>Held-out glyphs come out blank: %1 % of the ink that they should have.</source>
        <translation>保留測試字畫出來是空白的：墨量只有應有的 %1 %。</translation>
    </message>
    <message>
        <source>Held-out glyphs are covered with specks: their outlines are %1 times as long as they should be.</source>
        <translation>保留測試字布滿雜點：輪廓長度是應有的 %1 倍。</translation>
    </message>
    <message>
        <source>Halve the adversarial weight.</source>
        <translation>請將對抗權重減半。</translation>
    </message>
    <message>
        <source>Halve the learning rate.</source>
        <translation>請將學習率減半。</translation>
    </message>
    <message>
        <source>What is drawn lies %1 px across and %2 px down from the true glyphs, on average.</source>
        <translation>畫出的字形平均比真實字形橫向偏 %1 px、縱向偏 %2 px。</translation>
    </message>
    <message>
        <source>A loss was no number; training went back to step %1 and goes on at half the learning rate (%2).</source>
        <translation>某個損失不是數值；訓練已退回第 %1 步，並以一半的學習率（%2）繼續。</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Should it come again, lower the learning rate further.</source>
        <translation>無須處理。若再度發生，請進一步調低學習率。</translation>
    </message>
    <message>
        <source>Ink at the edge</source>
        <translation>墨跡碰到邊緣</translation>
    </message>
    <message>
        <source>Pairs that disagree</source>
        <translation>不一致的字對</translation>
    </message>
    <message>
        <source>Let the adversarial weight follow the discriminator&apos;s loss.</source>
        <translation>讓對抗權重跟隨判別器的損失。</translation>
    </message>
    <message>
        <source>Let the discriminator learn half as often, and smooth its labels.</source>
        <translation>讓判別器學習的次數減半，並平滑它的標籤。</translation>
    </message>
    <message>
        <source>Let the discriminator learn half as often.</source>
        <translation>讓判別器學習的次數減半。</translation>
    </message>
    <message>
        <source>Move it back by the output offset, or train afresh: a young network still drifts.</source>
        <translation>用輸出位移把它移回來，或重新訓練：剛開始訓練的網路還會漂移。</translation>
    </message>
    <message>
        <source>In %1 of %2 pairs ink touches the edge of the canvas (for example: %3): what lies beyond is cut off.</source>
        <translation>%2 個字對中有 %1 個的墨跡碰到畫布邊緣（例如：%3）：超出的部分會被裁掉。</translation>
    </message>
    <message>
        <source>Fit the placement again, or make the scale smaller, and train afresh.</source>
        <translation>重新對齊版面，或把比例調小，然後重新訓練。</translation>
    </message>
    <message>
        <source>In %1 of %2 pairs the fonts draw different shapes (for example: %3): a part that one lacks, a regional form, or a wrong character.</source>
        <translation>%2 個字對中有 %1 個，兩套字型畫的形狀不同（例如：%3）：可能缺了部件、屬於不同地區的字形，或是錯字。</translation>
    </message>
    <message>
        <source>Look at them on the Fonts page, and drop those that do not belong together.</source>
        <translation>到「字型」頁查看，並捨棄不該放在一起的字對。</translation>
    </message>
</context>
<context>
    <name>Inspection</name>
    <message>
        <source>dialect</source>
        <translation>方言</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>family</source>
        <translation>家族</translation>
    </message>
    <message>
        <source>depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>width</source>
        <translation>寬度</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>像素折疊</translation>
    </message>
    <message>
        <source>innermost-stride</source>
        <translation>最內層步幅</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>正規化</translation>
    </message>
    <message>
        <source>style</source>
        <translation>風格</translation>
    </message>
    <message>
        <source>styles</source>
        <translation>風格數</translation>
    </message>
    <message>
        <source>style-dim</source>
        <translation>風格維度</translation>
    </message>
    <message>
        <source>upsampling</source>
        <translation>升取樣</translation>
    </message>
    <message>
        <source>skips</source>
        <translation>跳接</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>attention-kind</source>
        <translation>注意力種類</translation>
    </message>
    <message>
        <source>bottleneck-attention</source>
        <translation>瓶頸注意力</translation>
    </message>
    <message>
        <source>residual</source>
        <translation>殘差區塊</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>丟棄率</translation>
    </message>
    <message>
        <source>resize</source>
        <translation>放大方式</translation>
    </message>
    <message>
        <source>canvas</source>
        <translation>畫布</translation>
    </message>
    <message>
        <source>spectral-norm</source>
        <translation>譜正規化</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>hybrid</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混用</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近點</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>實例</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>group</source>
        <translation>群組</translation>
    </message>
    <message>
        <source>concat</source>
        <translation>串接</translation>
    </message>
    <message>
        <source>add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>0.5 in the inner levels</source>
        <translation>內側各層為 0.5</translation>
    </message>
    <message>
        <source>There are the heads binary and catagory, so spelt.</source>
        <translation>有名為 binary 與 catagory（原文如此）的判別頭。</translation>
    </message>
    <message>
        <source>There are the heads output_conv and category_fc.</source>
        <translation>有名為 output_conv 與 category_fc 的判別頭。</translation>
    </message>
    <message>
        <source>There are encoders, a bottleneck and decoders under our names.</source>
        <translation>有以本程式命名的編碼器、瓶頸與解碼器。</translation>
    </message>
    <message>
        <source>There are the layers of a body under our names.</source>
        <translation>有以本程式命名的 body 各層。</translation>
    </message>
    <message>
        <source>The blocks lie inside each other, %1 deep.</source>
        <translation>區塊層層相套，共 %1 層深。</translation>
    </message>
    <message>
        <source>There are the encoders %1 to %2.</source>
        <translation>有編碼器 %1 至 %2。</translation>
    </message>
    <message>
        <source>The convolutions on the way down give out %1 channels.</source>
        <translation>下取樣的各卷積輸出 %1 個通道。</translation>
    </message>
    <message>
        <source>The first convolution takes %1 channels, one a pixel of the patch.</source>
        <translation>第一個卷積輸入 %1 個通道，折疊的每個像素各一。</translation>
    </message>
    <message>
        <source>The first convolution gives out %1 channels.</source>
        <translation>第一個卷積輸出 %1 個通道。</translation>
    </message>
    <message>
        <source>The deepest convolution on the way down has a kernel of %1 x %2.</source>
        <translation>最深的下取樣卷積核心為 %1 x %2。</translation>
    </message>
    <message>
        <source>The norms have running statistics.</source>
        <translation>正規化層有移動統計值。</translation>
    </message>
    <message>
        <source>The norms have weights and no running statistics.</source>
        <translation>正規化層有權重而沒有移動統計值。</translation>
    </message>
    <message>
        <source>The norms have no numbers of their own.</source>
        <translation>正規化層沒有自己的數值。</translation>
    </message>
    <message>
        <source>There is no embedding of styles.</source>
        <translation>沒有風格嵌入。</translation>
    </message>
    <message>
        <source>The embedding has the shape (%1): a row a style.</source>
        <translation>嵌入的形狀為 (%1)：每列一種風格。</translation>
    </message>
    <message>
        <source>The embedding has the shape (%1): a column a number of the style.</source>
        <translation>嵌入的形狀為 (%1)：每欄為風格的一個數值。</translation>
    </message>
    <message>
        <source>A linear layer makes %1 numbers, scale and shift of each channel, out of the style, at every level.</source>
        <translation>線性層由風格算出 %1 個數值，即每個通道的縮放與平移，每層皆有。</translation>
    </message>
    <message>
        <source>A linear layer makes %1 numbers, scale and shift of each channel, out of the style, at the deepest map alone.</source>
        <translation>線性層由風格算出 %1 個數值，即每個通道的縮放與平移，僅在最深的特徵圖。</translation>
    </message>
    <message>
        <source>The layer behind the deepest map takes %1 channels, its %2 and the style&apos;s %3.</source>
        <translation>最深特徵圖之後的層輸入 %1 個通道：特徵圖的 %2 個與風格的 %3 個。</translation>
    </message>
    <message>
        <source>On every level: the up kernel of level %1 is %2 x %3, which only a transposed convolution has.</source>
        <translation>每層皆同：第 %1 層的上取樣核心為 %2 x %3，只有轉置卷積才有。</translation>
    </message>
    <message>
        <source>On every level: the up convolution of level %1 is %2 x %3 and gives %4 channels, four times the %5 that are wanted.</source>
        <translation>每層皆同：第 %1 層的上取樣卷積為 %2 x %3，輸出 %4 個通道，是所需 %5 個的四倍。</translation>
    </message>
    <message>
        <source>On every level: the up convolution of level %1 is %2 x %3 and gives %4 channels, just the %5 that are wanted.</source>
        <translation>每層皆同：第 %1 層的上取樣卷積為 %2 x %3，輸出 %4 個通道，正是所需的 %5 個。</translation>
    </message>
    <message>
        <source>The up convolution of level %1 takes %2 channels, twice its own width of %3.</source>
        <translation>第 %1 層的上取樣卷積輸入 %2 個通道，是自身寬度 %3 的兩倍。</translation>
    </message>
    <message>
        <source>The up convolution of level %1 takes %2 channels, its own width, not twice that.</source>
        <translation>第 %1 層的上取樣卷積輸入 %2 個通道，即自身寬度而非兩倍。</translation>
    </message>
    <message>
        <source>No level has an attention block.</source>
        <translation>沒有任何一層有注意力區塊。</translation>
    </message>
    <message>
        <source>The deepest map has no attention of its own.</source>
        <translation>最深的特徵圖沒有自己的注意力。</translation>
    </message>
    <message>
        <source>The deepest map has attention layers of its own.</source>
        <translation>最深的特徵圖有自己的注意力層。</translation>
    </message>
    <message>
        <source>No level has a residual block on its way up.</source>
        <translation>沒有任何一層在上取樣途中有殘差區塊。</translation>
    </message>
    <message>
        <source>There are the two convolutions of a residual block on the way up at level %1.</source>
        <translation>第 %1 層的上取樣途中有殘差區塊的兩個卷積。</translation>
    </message>
    <message>
        <source>Linear and softmax attention have the same names and shapes in these files.</source>
        <translation>在這類檔案中，線性與 softmax 注意力的名稱與形狀相同。</translation>
    </message>
    <message>
        <source>Linear and softmax attention have the same names and shapes; the checkpoint&apos;s manifest says which.</source>
        <translation>線性與 softmax 注意力的名稱與形狀相同；檢查點的清單會說明是哪一種。</translation>
    </message>
    <message>
        <source>Dropout leaves no trace in the weights; it matters in further training alone.</source>
        <translation>丟棄率在權重中不留痕跡，只影響後續訓練。</translation>
    </message>
    <message>
        <source>The way of doubling before a convolution leaves no trace in the weights.</source>
        <translation>卷積之前的放大方式在權重中不留痕跡。</translation>
    </message>
    <message>
        <source>The convolutions take any size that can be halved often enough; zi2zi-pytorch trains %1 px with %2 levels.</source>
        <translation>卷積接受任何可折半足夠次數的尺寸；zi2zi-pytorch 以 %2 層訓練 %1 像素。</translation>
    </message>
    <message>
        <source>The convolutions take any size that can be halved often enough; the checkpoint&apos;s manifest says which it was.</source>
        <translation>卷積接受任何可折半足夠次數的尺寸；檢查點的清單會說明是哪一種。</translation>
    </message>
    <message>
        <source>The convolutions and the pooled head take any size.</source>
        <translation>卷積與池化的判別頭接受任何尺寸。</translation>
    </message>
    <message>
        <source>The layers keep weight_orig with weight_u and weight_v in place of weight.</source>
        <translation>各層以 weight_orig 與 weight_u、weight_v 取代 weight。</translation>
    </message>
    <message>
        <source>The layers keep a plain weight.</source>
        <translation>各層只有一般的 weight。</translation>
    </message>
    <message>
        <source>The style head gives %1 answers.</source>
        <translation>風格判別頭輸出 %1 個答案。</translation>
    </message>
    <message>
        <source>There is no style head.</source>
        <translation>沒有風格判別頭。</translation>
    </message>
    <message>
        <source>The blocks lie inside each other, and the innermost has a transformer_block and a film layer.</source>
        <translation>區塊層層相套，最內層有 transformer_block 與 film 層。</translation>
    </message>
    <message>
        <source>The blocks lie inside each other, and the innermost has neither a transformer nor FiLM.</source>
        <translation>區塊層層相套，最內層沒有 transformer 也沒有 FiLM。</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>線性</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>區塊</translation>
    </message>
    <message>
        <source>The levels differ (%1): %2; %3.</source>
        <translation>各層不同（%1）：%2；%3。</translation>
    </message>
    <message>
        <source>the up kernel of level %1 is %2 x %3, which only a transposed convolution has</source>
        <translation>第 %1 層的上取樣核心為 %2 x %3，只有轉置卷積才有</translation>
    </message>
    <message>
        <source>the up convolution of level %1 is %2 x %3 and gives %4 channels, four times the %5 that are wanted</source>
        <translation>第 %1 層的上取樣卷積為 %2 x %3，輸出 %4 個通道，是所需 %5 個的四倍</translation>
    </message>
    <message>
        <source>the up convolution of level %1 is %2 x %3 and gives %4 channels, just the %5 that are wanted</source>
        <translation>第 %1 層的上取樣卷積為 %2 x %3，輸出 %4 個通道，正是所需的 %5 個</translation>
    </message>
    <message>
        <source>There are query, key and value convolutions at %1.</source>
        <translation>在%1有查詢、鍵與值的卷積。</translation>
    </message>
    <message>
        <source>There are query, key and value convolutions at %1, which see what comes into the level.</source>
        <translation>在%1有查詢、鍵與值的卷積，處理進入該層的內容。</translation>
    </message>
    <message>
        <source>level %1 (%2 channels)</source>
        <translation>第 %1 層（%2 個通道）</translation>
    </message>
    <message>
        <source>a transformer at level %1</source>
        <translation>第 %1 層的 Transformer</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>A linear layer judges the last map.</source>
        <translation>由一個線性層判定最後的特徵圖。</translation>
    </message>
    <message>
        <source>No layer judges the last map: it is the verdict.</source>
        <translation>最後的特徵圖本身就是判定，其後沒有別的層。</translation>
    </message>
    <message>
        <source>The heads take %1 numbers, a map of %2 x %3, one point for %4 px.</source>
        <translation>判別頭接收 %1 個數值，即 %2 x %3 的特徵圖，每 %4 像素一點。</translation>
    </message>
</context>
<context>
    <name>Losses</name>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>邊緣</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Total variation</source>
        <translation>總變差</translation>
    </message>
    <message>
        <source>Perceptual</source>
        <translation>感知</translation>
    </message>
    <message>
        <source>Constancy</source>
        <translation>恆常性</translation>
    </message>
    <message>
        <source>Adversarial</source>
        <translation>對抗</translation>
    </message>
    <message>
        <source>Feature matching</source>
        <translation>特徵匹配</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>風格</translation>
    </message>
</context>
<context>
    <name>NamedSets</name>
    <message>
        <source>ASCII</source>
        <translation>ASCII</translation>
    </message>
    <message>
        <source>94 characters. Printable ASCII without the space.</source>
        <translation>94 字。可列印的 ASCII 字元，不含空格。</translation>
    </message>
    <message>
        <source>Latin-1 letters</source>
        <translation>Latin-1 字母</translation>
    </message>
    <message>
        <source>65 characters. Accented and other letters of Latin-1, beyond ASCII.</source>
        <translation>65 字。ASCII 以外的 Latin-1 重音字母及其他字母。</translation>
    </message>
    <message>
        <source>Hiragana</source>
        <translation>平假名</translation>
    </message>
    <message>
        <source>89 characters. Hiragana letters and iteration marks.</source>
        <translation>89 字。平假名字母與疊字符號。</translation>
    </message>
    <message>
        <source>Katakana</source>
        <translation>片假名</translation>
    </message>
    <message>
        <source>94 characters. Katakana letters, iteration and length marks.</source>
        <translation>94 字。片假名字母、疊字與長音符號。</translation>
    </message>
    <message>
        <source>CJK punctuation</source>
        <translation>中日韓標點</translation>
    </message>
    <message>
        <source>108 characters. CJK symbols and punctuation, fullwidth punctuation, dashes, ellipses and quotes.</source>
        <translation>108 字。中日韓符號與標點、全形標點、破折號、刪節號與引號。</translation>
    </message>
    <message>
        <source>GB 2312</source>
        <translation>GB 2312</translation>
    </message>
    <message>
        <source>6,763 characters. Han characters of GB 2312-80 (Unihan kGB0).</source>
        <translation>6,763 字。GB 2312-80 的漢字（Unihan kGB0）。</translation>
    </message>
    <message>
        <source>GB 2312 level 1</source>
        <translation>GB 2312 一級</translation>
    </message>
    <message>
        <source>3,755 characters. The common Han characters of GB 2312-80, rows 16 to 55 (Unihan kGB0).</source>
        <translation>3,755 字。GB 2312-80 的常用漢字，16 至 55 區（Unihan kGB0）。</translation>
    </message>
    <message>
        <source>General Standard</source>
        <translation>通用規範漢字</translation>
    </message>
    <message>
        <source>8,105 characters. The General Standard Chinese Characters of 2013, all three levels (Unihan kTGH).</source>
        <translation>8,105 字。2013 年《通用規範漢字表》全部三級（Unihan kTGH）。</translation>
    </message>
    <message>
        <source>General Standard level 1</source>
        <translation>通用規範漢字一級</translation>
    </message>
    <message>
        <source>3,500 characters. The most common General Standard Chinese Characters (Unihan kTGH).</source>
        <translation>3,500 字。《通用規範漢字表》中最常用的字（Unihan kTGH）。</translation>
    </message>
    <message>
        <source>Big5</source>
        <translation>大五碼（Big5）</translation>
    </message>
    <message>
        <source>13,053 characters. Han characters of Big5, levels 1 and 2, without the nine unit signs among its symbols (Unihan kBigFive).</source>
        <translation>13,053 字。大五碼常用字與次常用字，不含符號區的九個度量衡單位用字（Unihan kBigFive）。</translation>
    </message>
    <message>
        <source>Big5 level 1</source>
        <translation>大五碼常用字</translation>
    </message>
    <message>
        <source>5,401 characters. The common Han characters of Big5 (Unihan kBigFive).</source>
        <translation>5,401 字。大五碼的常用漢字（Unihan kBigFive）。</translation>
    </message>
    <message>
        <source>Big5 level 2</source>
        <translation>大五碼次常用字</translation>
    </message>
    <message>
        <source>7,652 characters. The less common Han characters of Big5 (Unihan kBigFive).</source>
        <translation>7,652 字。大五碼的次常用漢字（Unihan kBigFive）。</translation>
    </message>
    <message>
        <source>CNS 11643 plane 1</source>
        <translation>CNS 11643 第一字面</translation>
    </message>
    <message>
        <source>5,401 characters. Han characters of CNS 11643 plane 1, without those among its symbols and radicals (Unihan kIRG_TSource).</source>
        <translation>5,401 字。CNS 11643 第一字面的漢字，不含符號與部首區的字（Unihan kIRG_TSource）。</translation>
    </message>
    <message>
        <source>Joyo kanji</source>
        <translation>日本常用漢字</translation>
    </message>
    <message>
        <source>2,136 characters. The kanji for general use of 2010, in their official forms (Unihan kJoyoKanji).</source>
        <translation>2,136 字。2010 年日本常用漢字表，採正式字形（Unihan kJoyoKanji）。</translation>
    </message>
    <message>
        <source>JIS X 0208</source>
        <translation>JIS X 0208</translation>
    </message>
    <message>
        <source>6,355 characters. Kanji of JIS X 0208, levels 1 and 2, without U+4EDD among its symbols (Unihan kJis0).</source>
        <translation>6,355 字。JIS X 0208 第一與第二水準漢字，不含符號區的 U+4EDD（Unihan kJis0）。</translation>
    </message>
    <message>
        <source>JIS X 0208 level 1</source>
        <translation>JIS X 0208 第一水準</translation>
    </message>
    <message>
        <source>2,965 characters. The common kanji of JIS X 0208, rows 16 to 47 (Unihan kJis0).</source>
        <translation>2,965 字。JIS X 0208 的常用漢字，16 至 47 區（Unihan kJis0）。</translation>
    </message>
    <message>
        <source>JIS X 0208 level 2</source>
        <translation>JIS X 0208 第二水準</translation>
    </message>
    <message>
        <source>3,390 characters. The less common kanji of JIS X 0208, rows 48 to 84 (Unihan kJis0).</source>
        <translation>3,390 字。JIS X 0208 的次常用漢字，48 至 84 區（Unihan kJis0）。</translation>
    </message>
    <message>
        <source>KS X 1001 hanja</source>
        <translation>KS X 1001 漢字</translation>
    </message>
    <message>
        <source>4,888 characters. Hanja of KS X 1001, 268 of them compatibility forms of others (Unihan kKSC0).</source>
        <translation>4,888 字。KS X 1001 的漢字，其中 268 個為其他字的相容字（Unihan kKSC0）。</translation>
    </message>
    <message>
        <source>Hangul syllables</source>
        <translation>諺文音節</translation>
    </message>
    <message>
        <source>11,172 characters. All modern Hangul syllables.</source>
        <translation>11,172 字。所有現代諺文音節。</translation>
    </message>
    <message>
        <source>CJK Unified Ideographs</source>
        <translation>中日韓統一表意文字</translation>
    </message>
    <message>
        <source>20,992 characters. The main block of Han characters, U+4E00 to U+9FFF.</source>
        <translation>20,992 字。漢字主區，U+4E00 至 U+9FFF。</translation>
    </message>
    <message>
        <source>CJK Extension A</source>
        <translation>中日韓擴充 A 區</translation>
    </message>
    <message>
        <source>6,592 characters. The block CJK Unified Ideographs Extension A, U+3400 to U+4DBF.</source>
        <translation>6,592 字。中日韓統一表意文字擴充 A 區，U+3400 至 U+4DBF。</translation>
    </message>
    <message>
        <source>CJK Extension B</source>
        <translation>中日韓擴充 B 區</translation>
    </message>
    <message>
        <source>42,720 characters. The block CJK Unified Ideographs Extension B, U+20000 to U+2A6DF.</source>
        <translation>42,720 字。中日韓統一表意文字擴充 B 區，U+20000 至 U+2A6DF。</translation>
    </message>
    <message>
        <source>CJK Extension C</source>
        <translation>中日韓擴充 C 區</translation>
    </message>
    <message>
        <source>4,154 characters. The block CJK Unified Ideographs Extension C, U+2A700 to U+2B73F.</source>
        <translation>4,154 字。中日韓統一表意文字擴充 C 區，U+2A700 至 U+2B73F。</translation>
    </message>
    <message>
        <source>CJK Extension D</source>
        <translation>中日韓擴充 D 區</translation>
    </message>
    <message>
        <source>222 characters. The block CJK Unified Ideographs Extension D, U+2B740 to U+2B81F.</source>
        <translation>222 字。中日韓統一表意文字擴充 D 區，U+2B740 至 U+2B81F。</translation>
    </message>
    <message>
        <source>CJK Extension E</source>
        <translation>中日韓擴充 E 區</translation>
    </message>
    <message>
        <source>5,762 characters. The block CJK Unified Ideographs Extension E, U+2B820 to U+2CEAF.</source>
        <translation>5,762 字。中日韓統一表意文字擴充 E 區，U+2B820 至 U+2CEAF。</translation>
    </message>
    <message>
        <source>CJK Extension F</source>
        <translation>中日韓擴充 F 區</translation>
    </message>
    <message>
        <source>7,473 characters. The block CJK Unified Ideographs Extension F, U+2CEB0 to U+2EBEF.</source>
        <translation>7,473 字。中日韓統一表意文字擴充 F 區，U+2CEB0 至 U+2EBEF。</translation>
    </message>
    <message>
        <source>CJK Extension G</source>
        <translation>中日韓擴充 G 區</translation>
    </message>
    <message>
        <source>4,939 characters. The block CJK Unified Ideographs Extension G, U+30000 to U+3134F.</source>
        <translation>4,939 字。中日韓統一表意文字擴充 G 區，U+30000 至 U+3134F。</translation>
    </message>
    <message>
        <source>CJK Extension H</source>
        <translation>中日韓擴充 H 區</translation>
    </message>
    <message>
        <source>4,192 characters. The block CJK Unified Ideographs Extension H, U+31350 to U+323AF.</source>
        <translation>4,192 字。中日韓統一表意文字擴充 H 區，U+31350 至 U+323AF。</translation>
    </message>
    <message>
        <source>CJK compatibility</source>
        <translation>中日韓相容表意文字</translation>
    </message>
    <message>
        <source>1,014 characters. CJK Compatibility Ideographs and their supplement.</source>
        <translation>1,014 字。中日韓相容表意文字及其補充區。</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>House</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>The best glyphs for ten minutes on a processor. Start here.</source>
        <translation>在一般處理器上十分鐘左右能得到的最佳字形。建議由此開始。</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速預覽</translation>
    </message>
    <message>
        <source>A narrower network that shows within two minutes whether the two fonts go together.</source>
        <translation>較窄的網路，兩分鐘內就能看出兩套字型是否相配。</translation>
    </message>
    <message>
        <source>Crisp edges</source>
        <translation>銳利邊緣</translation>
    </message>
    <message>
        <source>A wider network with a discriminator, for a graphics card or a long night: crisper edges, several times slower.</source>
        <translation>較寬的網路並加上判別器，適合顯示卡或整夜訓練：邊緣更銳利，速度慢上數倍。</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Half an hour to two: the house network with a loss on edges and a mild discriminator, whose weight follows its own loss so that neither network runs away. Sharper than House, half as fast.</source>
        <translation>半小時到兩小時：自家網路加上邊緣損失與溫和的判別器，其權重隨判別器的損失調整，使兩個網路都不會失控。比「自家」銳利，速度約一半。</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>For a graphics card and a night: width 48 holds more of the style, 48 glyphs a step (3 parts of 16) and low rates (generator 0.0002, discriminator half of it) keep the two networks steady for a long time. Slow at first, best at the end.</source>
        <translation>適合顯示卡訓練一整夜：寬度 48 能容納更多風格，每步 48 個字（3 批、每批 16 個）與較低的學習率（生成器 0.0002，判別器為其一半）讓兩個網路長時間保持穩定。起步慢，最後最好。</translation>
    </message>
    <message>
        <source>4 GB graphics card</source>
        <translation>4 GB 顯示卡</translation>
    </message>
    <message>
        <source>Little memory: 4 parts of 4 glyphs teach as one batch of 16 does and hold a quarter of it, and the discriminator is narrower.</source>
        <translation>記憶體少時使用：4 批、每批 4 個字，效果等同一批 16 個字，只佔四分之一的記憶體；判別器也較窄。</translation>
    </message>
    <message>
        <source>T4 graphics card</source>
        <translation>T4 顯示卡</translation>
    </message>
    <message>
        <source>For a rented T4 (16 GB) and pictures of 384 px (set the canvas of the pairs to it): 2 parts of 4 glyphs, rates for so small a batch (0.00025, discriminator 0.00006), a discriminator whose weight follows its loss, and float32, since a T4 has no bfloat16.</source>
        <translation>適合租用的 T4（16 GB）與 384 像素的圖（請將字對的畫布設為 384）：2 批、每批 4 個字，配合小批次的學習率（0.00025，判別器 0.00006），判別器的權重隨其損失調整，並使用 float32，因為 T4 沒有 bfloat16。</translation>
    </message>
    <message>
        <source>Slow processor</source>
        <translation>較慢的處理器</translation>
    </message>
    <message>
        <source>For a laptop without a graphics card: a narrower network and 4 glyphs a step make more steps a minute, and less time goes into previews and measuring.</source>
        <translation>給沒有顯示卡的筆電：較窄的網路、每步 4 個字符，讓每分鐘的步數更多，花在預覽與量測的時間更少。</translation>
    </message>
</context>
<context>
    <name>ReviewSets</name>
    <message>
        <source>Missing</source>
        <translation>缺字</translation>
    </message>
    <message>
        <source>Drawn by the source font, not by the target font.</source>
        <translation>來源字型有、目標字型沒有的字。</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Kept in Review.</source>
        <translation>在「審閱」中保留的字。</translation>
    </message>
    <message>
        <source>Missing, not rejected or kept</source>
        <translation>缺字中尚未審閱者</translation>
    </message>
    <message>
        <source>Missing characters without a verdict.</source>
        <translation>尚未保留或退回的缺字。</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>保留測試字</translation>
    </message>
    <message>
        <source>Pairs that are not trained on: here the generated glyph can be compared with the truth.</source>
        <translation>不參與訓練的字對：可將生成的字形與真正的字形比較。</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>字對</translation>
    </message>
    <message>
        <source>Drawn by both fonts.</source>
        <translation>兩套字型都有的字。</translation>
    </message>
    <message>
        <source>All of the source font</source>
        <translation>來源字型的所有字</translation>
    </message>
    <message>
        <source>Everything that the source font draws.</source>
        <translation>來源字型有的每一個字。</translation>
    </message>
    <message>
        <source>Typed below</source>
        <translation>於下方輸入</translation>
    </message>
    <message>
        <source>A set&apos;s name, U+4E00-9FFF, @file or plain characters, joined by commas.</source>
        <translation>字集名稱、U+4E00-9FFF、@檔案或直接輸入的字，以逗號相連。</translation>
    </message>
    <message>
        <source>Choose a source and a target font first (page Fonts).</source>
        <translation>請先選擇來源字型與目標字型（「字型」頁）。</translation>
    </message>
    <message>
        <source>Opening the fonts…</source>
        <translation>正在開啟字型…</translation>
    </message>
    <message>
        <source>The fonts could not be opened: page Fonts says why.</source>
        <translation>無法開啟字型：原因請見「字型」頁。</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Held-out L1</source>
        <translation>保留字 L1</translation>
    </message>
    <message>
        <source>Held-out SSIM</source>
        <translation>保留字 SSIM</translation>
    </message>
    <message>
        <source>Held-out ink IoU</source>
        <translation>保留字墨跡 IoU</translation>
    </message>
    <message>
        <source>L1 of the batch</source>
        <translation>批次 L1</translation>
    </message>
    <message>
        <source>Generator total</source>
        <translation>生成器總損失</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>&lt; %1 GB</source>
        <translation>&lt; %1 GB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Checkpoint of step %1</source>
        <translation>第 %1 步的檢查點</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 (%2)</source>
        <translation>第 %1 步的檢查點（%2）</translation>
    </message>
    <message>
        <source>held-out L1 %1</source>
        <translation>保留字 L1 %1</translation>
    </message>
</context>
<context>
    <name>RunsInUse</name>
    <message>
        <source>The project is open for reading only.</source>
        <translation>專案以唯讀方式開啟。</translation>
    </message>
    <message>
        <source>The newest checkpoint is still being looked for.</source>
        <translation>仍在尋找最新的檢查點。</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>正在變更網路。</translation>
    </message>
    <message>
        <source>The run that goes writes into it.</source>
        <translation>進行中的訓練正寫入其中。</translation>
    </message>
    <message>
        <source>An experiment is going.</source>
        <translation>實驗正在進行。</translation>
    </message>
    <message>
        <source>Training and drawing go on from it.</source>
        <translation>訓練與繪製都從它繼續。</translation>
    </message>
</context>
<context>
    <name>SettingText</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The discriminator joins in.</source>
        <translation>判別器加入訓練。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a setting and its value</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>縮放</translation>
    </message>
    <message>
        <source>Side of the em square as a share of the canvas. Make it smaller when ink touches the border.</source>
        <translation>字身方框邊長占畫布的比例。墨跡碰到邊界時請調小。</translation>
    </message>
    <message>
        <source>Offset to the right</source>
        <translation>向右偏移</translation>
    </message>
    <message>
        <source>Moves every glyph of the font to the right, or to the left when negative.</source>
        <translation>將此字型的每個字形向右移動，負值為向左。</translation>
    </message>
    <message>
        <source>Offset upwards</source>
        <translation>向上偏移</translation>
    </message>
    <message>
        <source>Moves every glyph of the font up, or down when negative.</source>
        <translation>將此字型的每個字形向上移動，負值為向下。</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>畫布</translation>
    </message>
    <message>
        <source>Side of the square image in which each glyph is learnt. A larger one holds finer detail and takes longer; 256 suits most typefaces.</source>
        <translation>學習每個字形所用正方形圖片的邊長。越大細節越多，也越花時間；256 適合大多數字型。</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Held-out characters</source>
        <translation>保留測試字數</translation>
    </message>
    <message>
        <source>Characters kept out of training, to measure on glyphs never seen. At most a fifth of the pairs is held out.</source>
        <translation>不參與訓練的字，用來在從未見過的字形上評量。最多保留五分之一的字對。</translation>
    </message>
    <message>
        <source>Split number</source>
        <translation>分組編號</translation>
    </message>
    <message>
        <source>Decides which characters are held out. Another number holds out others; keep it to compare runs.</source>
        <translation>決定保留哪些字。換一個編號就保留另一批字；要比較不同次訓練時請維持不變。</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>檔案格式</translation>
    </message>
    <message>
        <source>PNG is smaller and keeps every pixel; choose BMP for programs that read nothing else.</source>
        <translation>PNG 較小且保留每個像素；只有在程式不支援其他格式時才選 BMP。</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>BMP</source>
        <translation>BMP</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>檔名</translation>
    </message>
    <message>
        <source>How each file is called: by its code point in hexadecimal (6771) or decimal (26481), by the character itself, or numbered in order. Font editors usually want hexadecimal.</source>
        <translation>每個檔案的命名方式：十六進位碼位（6771）、十進位碼位（26481）、字元本身，或依序編號。字型編輯器通常使用十六進位。</translation>
    </message>
    <message>
        <source>Code point, hexadecimal (6771)</source>
        <translation>碼位，十六進位（6771）</translation>
    </message>
    <message>
        <source>Code point, decimal (26481)</source>
        <translation>碼位，十進位（26481）</translation>
    </message>
    <message>
        <source>The character itself</source>
        <translation>字元本身</translation>
    </message>
    <message>
        <source>Numbered (0001)</source>
        <translation>依序編號（0001）</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>圖片大小</translation>
    </message>
    <message>
        <source>Side of each image. 0 keeps the size that the network draws; other sizes are resampled, and the glyph keeps its place.</source>
        <translation>每張圖片的邊長。0 為網路繪製的原始大小；其他大小會重新取樣，字形位置不變。</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Moves every glyph to the right, in pixels of the exported image; negative moves to the left, fractions are allowed.</source>
        <translation>將每個字形向右移動，以匯出圖片的像素計；負值為向左，可用小數。</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Moves every glyph down, in pixels of the exported image; negative moves up, fractions are allowed.</source>
        <translation>將每個字形向下移動，以匯出圖片的像素計；負值為向上，可用小數。</translation>
    </message>
    <message>
        <source>Pure black and white</source>
        <translation>純黑白</translation>
    </message>
    <message>
        <source>Writes black and white alone. Leave it off for tracing: the grey edge holds the finer shape.</source>
        <translation>只寫出黑與白。若要描邊成外框請關閉：灰階邊緣保有更細緻的形狀。</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>臨界值</translation>
    </message>
    <message>
        <source>With pure black and white: pixels darker than this grey become black. Higher makes the strokes thicker.</source>
        <translation>純黑白時，比此灰階更暗的像素變為黑色。數值越高筆畫越粗。</translation>
    </message>
    <message>
        <source>Keep existing files</source>
        <translation>保留既有檔案</translation>
    </message>
    <message>
        <source>Leaves files alone that an export with the same fonts and settings wrote, and files of your own; draws only what is missing. Otherwise they are replaced.</source>
        <translation>不動先前以相同字型與設定輸出的檔案，也不動您自己的檔案，只繪製缺少的字；否則會取代既有檔案。</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>對照總表</translation>
    </message>
    <message>
        <source>Also writes one image with every source glyph beside the generated one, to look through.</source>
        <translation>另外寫出一張圖片，將每個來源字形與生成字形並列，方便瀏覽。</translation>
    </message>
    <message>
        <source>Transposed convolution</source>
        <translation>轉置卷積</translation>
    </message>
    <message>
        <source>PixelShuffle</source>
        <translation>PixelShuffle</translation>
    </message>
    <message>
        <source>Resize and convolve</source>
        <translation>縮放後卷積</translation>
    </message>
    <message>
        <source>Upsampling</source>
        <translation>升取樣</translation>
    </message>
    <message>
        <source>How the decoder doubles its resolution. PixelShuffle is crisp and fast; transposed convolution is what classic zi2zi uses; resizing leaves the fewest grid patterns. Can be changed while training.</source>
        <translation>解碼器將解析度加倍的方式。PixelShuffle 銳利且快速；轉置卷積是傳統 zi2zi 的做法；縮放後卷積的格狀痕跡最少。訓練中可以更換。</translation>
    </message>
    <message>
        <source>Network width</source>
        <translation>網路寬度</translation>
    </message>
    <message>
        <source>Network depth</source>
        <translation>網路深度</translation>
    </message>
    <message>
        <source>Levels of the network. Deeper sees more of the character at once; fixed once a run has started.</source>
        <translation>網路的層數。越深一次看到的字面越大；開始訓練後即固定。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>像素折疊</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Glyphs learnt from in one step. Larger is steadier, needs more memory, and makes fewer steps a minute.</source>
        <translation>每一步學習的字形數。越大越穩定，需要更多記憶體，每分鐘步數較少。</translation>
    </message>
    <message>
        <source>glyphs</source>
        <translation>個字形</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>學習率</translation>
    </message>
    <message>
        <source>How far the weights move in one step. Lower it to fine-tune, or when the loss jumps. Can be changed while training.</source>
        <translation>每一步權重移動的幅度。微調時或損失突然跳動時請調低。訓練中可以更改。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>暖身</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises from nothing.</source>
        <translation>學習率從零升起所經過的步數。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Final rate</source>
        <translation>最終比率</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>權重衰減</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Weight averaging</source>
        <translation>權重平均</translation>
    </message>
    <message>
        <source>Decay of the running average of the weights that previews and exports are drawn with; 0 draws with the newest weights.</source>
        <translation>權重移動平均的衰減率，預覽與匯出都用平均後的權重繪製；0 表示使用最新的權重。</translation>
    </message>
    <message>
        <source>L1 weight</source>
        <translation>L1 權重</translation>
    </message>
    <message>
        <source>Weight of the mean difference from the true glyph: gets every stroke in its place.</source>
        <translation>與真正字形平均差異的權重：讓每一筆畫落在正確的位置。</translation>
    </message>
    <message>
        <source>Adversarial weight</source>
        <translation>對抗權重</translation>
    </message>
    <message>
        <source>Discriminator rate</source>
        <translation>判別器學習率</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>隨機種子</translation>
    </message>
    <message>
        <source>Fixes the first weights and the order of the glyphs; the same seed gives the same run.</source>
        <translation>決定初始權重與字形的順序；相同的種子得到相同的訓練過程。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>執行緒</translation>
    </message>
    <message>
        <source>Processor threads to train on; 0 is as many as the machine has.</source>
        <translation>訓練用的處理器執行緒數；0 表示使用機器全部的執行緒。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Where to train: the graphics card when there is one, or as chosen.</source>
        <translation>在哪裡訓練：有顯示卡就用顯示卡，或依選擇。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>處理器</translation>
    </message>
    <message>
        <source>CUDA graphics card</source>
        <translation>CUDA 顯示卡</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Numbers that training convolves with. Automatic measures for a moment which is faster on this machine; bfloat16 is about twice as fast where the processor knows it.</source>
        <translation>訓練時卷積所用的數值格式。「自動」會先花片刻測量這台機器上何者較快；處理器支援時 bfloat16 約快一倍。</translation>
    </message>
    <message>
        <source>Preview text</source>
        <translation>預覽文字</translation>
    </message>
    <message>
        <source>Characters drawn again and again while training, to see how it comes on.</source>
        <translation>訓練期間反覆繪製的字，用來觀察進展。</translation>
    </message>
    <message>
        <source>Preview every</source>
        <translation>預覽間隔</translation>
    </message>
    <message>
        <source>Least time between two previews.</source>
        <translation>兩次預覽之間的最短時間。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>檢查點間隔</translation>
    </message>
    <message>
        <source>Least time between two checkpoints, which also measure held-out glyphs.</source>
        <translation>兩次檢查點之間的最短時間；儲存檢查點時也會評量保留測試字。</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分鐘</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>保留的檢查點數</translation>
    </message>
    <message>
        <source>How many of a run&apos;s newest checkpoints stay on disk.</source>
        <translation>每次訓練在磁碟上保留多少個最新的檢查點。</translation>
    </message>
    <message>
        <source>Glyphs measured</source>
        <translation>評量字數</translation>
    </message>
    <message>
        <source>Held-out glyphs measured at each checkpoint; 0 measures none.</source>
        <translation>每個檢查點評量的保留測試字數；0 表示不評量。</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>依網路畫出的大小</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Network family</source>
        <translation>網路家族</translation>
    </message>
    <message>
        <source>House learns most in the least time. Classic and FiLM compute what zi2zi-pytorch does; imported weights bring their own. Fixed once a run has started.</source>
        <translation>「標準」在最短時間內學得最多。Classic 與 FiLM 與 zi2zi-pytorch 的計算相同；匯入的權重會帶入自己的家族。訓練開始後固定。</translation>
    </message>
    <message>
        <source>House</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>zi2zi classic</source>
        <translation>zi2zi classic</translation>
    </message>
    <message>
        <source>zi2zi FiLM</source>
        <translation>zi2zi FiLM</translation>
    </message>
    <message>
        <source>Channels of the first level; for House a multiple of 8. Wider learns more and trains slower; fixed once a run has started.</source>
        <translation>第一層的通道數；「標準」須為 8 的倍數。越寬學得越多、訓練越慢；訓練開始後固定。</translation>
    </message>
    <message>
        <source>Network options</source>
        <translation>網路選項</translation>
    </message>
    <message>
        <source>All other options of the network, for example &apos;norm=batch 3.attention=softmax *.skip-filter=gate&apos;: for the whole network, for a level (1 is the outermost), or for every level. Fixed once a run has started.</source>
        <translation>網路的其他所有選項，例如「norm=batch 3.attention=softmax *.skip-filter=gate」：整個網路、某一層（1 為最外層）或每一層。訓練開始後固定。</translation>
    </message>
    <message>
        <source>Discriminator width</source>
        <translation>判別器寬度</translation>
    </message>
    <message>
        <source>Channels of the discriminator&apos;s first layer. Once changed, the discriminator begins anew when training goes on.</source>
        <translation>判別器第一層的通道數。變更後，繼續訓練時判別器會從頭學起。</translation>
    </message>
    <message>
        <source>Spectral norm</source>
        <translation>譜正規化</translation>
    </message>
    <message>
        <source>Keeps the discriminator&apos;s judgement from growing without bound: steadier, a little slower. Once changed, the discriminator begins anew when training goes on.</source>
        <translation>讓判別器的評分不會無限增大：較穩定，稍慢。變更後，繼續訓練時判別器會從頭學起。</translation>
    </message>
    <message>
        <source>Style weight</source>
        <translation>風格權重</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>家族</translation>
    </message>
    <message>
        <source>The order of operations inside the network&apos;s blocks.</source>
        <translation>網路各區塊內的運算順序。</translation>
    </message>
    <message>
        <source>Image side, in and out.</source>
        <translation>輸入與輸出的圖片邊長。</translation>
    </message>
    <message>
        <source>Pixels folded into channels at the door.</source>
        <translation>入口處折入通道的像素。</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>正規化</translation>
    </message>
    <message>
        <source>How maps are normalised between convolutions.</source>
        <translation>卷積之間如何正規化特徵圖。</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>實例</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分組</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>風格</translation>
    </message>
    <message>
        <source>How the style enters the network.</source>
        <translation>風格如何進入網路。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Joined at the bottleneck</source>
        <translation>在瓶頸處串接</translation>
    </message>
    <message>
        <source>FiLM at the bottleneck</source>
        <translation>在瓶頸處用 FiLM</translation>
    </message>
    <message>
        <source>FiLM at every level</source>
        <translation>每層都用 FiLM</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>風格</translation>
    </message>
    <message>
        <source>How many styles the network knows.</source>
        <translation>網路認識多少種風格。</translation>
    </message>
    <message>
        <source>Style size</source>
        <translation>風格維度</translation>
    </message>
    <message>
        <source>How many numbers describe a style.</source>
        <translation>以多少個數字描述一種風格。</translation>
    </message>
    <message>
        <source>Innermost stride</source>
        <translation>最內層步幅</translation>
    </message>
    <message>
        <source>2 halves the deepest map once more, 1 keeps its size.</source>
        <translation>2 將最深的特徵圖再減半一次，1 保持大小。</translation>
    </message>
    <message>
        <source>Bottleneck attention</source>
        <translation>瓶頸注意力</translation>
    </message>
    <message>
        <source>Lets each point of the deepest map see all others.</source>
        <translation>讓最深特徵圖的每一點看見其他所有點。</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>線性</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Attention residuals</source>
        <translation>注意力殘差</translation>
    </message>
    <message>
        <source>Adds the scores of one attention to those of the next.</source>
        <translation>將一個注意力的分數加到下一個。</translation>
    </message>
    <message>
        <source>Initialiser</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>How the convolutions begin.</source>
        <translation>卷積如何開始。</translation>
    </message>
    <message>
        <source>1 / fan-in</source>
        <translation>1 / 輸入數</translation>
    </message>
    <message>
        <source>Normal 0.02</source>
        <translation>常態 0.02</translation>
    </message>
    <message>
        <source>Kaiming</source>
        <translation>Kaiming</translation>
    </message>
    <message>
        <source>ICNR</source>
        <translation>ICNR</translation>
    </message>
    <message>
        <source>Lets the four kernels before a shuffle begin equal, against checkerboards.</source>
        <translation>讓重排之前的四個核心一開始相同，避免棋盤格。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>寬度</translation>
    </message>
    <message>
        <source>Channels of the level.</source>
        <translation>此層的通道數。</translation>
    </message>
    <message>
        <source>How the decoder doubles its resolution.</source>
        <translation>解碼器如何將解析度加倍。</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>How resize_conv doubles.</source>
        <translation>「放大後卷積」如何加倍。</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近點</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>雙線性</translation>
    </message>
    <message>
        <source>Kernel before the shuffle</source>
        <translation>重排之前的核心</translation>
    </message>
    <message>
        <source>Side of the convolution before PixelShuffle, 3 or 5.</source>
        <translation>PixelShuffle 之前卷積的邊長，3 或 5。</translation>
    </message>
    <message>
        <source>Bias on the way up</source>
        <translation>上行偏置</translation>
    </message>
    <message>
        <source>Gives the up convolution a bias.</source>
        <translation>讓上取樣卷積帶有偏置。</translation>
    </message>
    <message>
        <source>Overshoot</source>
        <translation>超出</translation>
    </message>
    <message>
        <source>Goes one row and column past double and resizes back, as zi2zi&apos;s FiLM networks do.</source>
        <translation>如 zi2zi 的 FiLM 網路，超過兩倍一列一行再縮回。</translation>
    </message>
    <message>
        <source>Refinement</source>
        <translation>細化</translation>
    </message>
    <message>
        <source>What follows the up convolution.</source>
        <translation>上取樣卷積之後接什麼。</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷積</translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation>殘差區塊</translation>
    </message>
    <message>
        <source>Adds a residual block on the way up.</source>
        <translation>在上行路徑加入殘差區塊。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳接</translation>
    </message>
    <message>
        <source>How what came down meets what comes up.</source>
        <translation>下行的特徵如何與上行的會合。</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>串接</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Skip filter</source>
        <translation>跳接過濾</translation>
    </message>
    <message>
        <source>What a skip goes through before it meets the up path.</source>
        <translation>跳接在與上行路徑會合前經過什麼。</translation>
    </message>
    <message>
        <source>Attention gate</source>
        <translation>注意力閘</translation>
    </message>
    <message>
        <source>Weakened</source>
        <translation>減弱</translation>
    </message>
    <message>
        <source>Skip dropout</source>
        <translation>跳接丟棄率</translation>
    </message>
    <message>
        <source>Share of a weakened skip that is dropped while training.</source>
        <translation>訓練時減弱的跳接被丟棄的比例。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Lets each point of the level see all others.</source>
        <translation>讓此層的每一點看見其他所有點。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>丟棄率</translation>
    </message>
    <message>
        <source>Share of the way up that is dropped while training.</source>
        <translation>訓練時上行路徑被丟棄的比例。</translation>
    </message>
    <message>
        <source>Edge weight</source>
        <translation>邊緣權重</translation>
    </message>
    <message>
        <source>Weight of the difference of the outlines&apos; slopes (Sobel): sharper edges, and strokes of the right weight.</source>
        <translation>輪廓坡度（Sobel）差異的權重：邊緣更銳利，筆畫粗細更準。</translation>
    </message>
    <message>
        <source>SSIM weight</source>
        <translation>SSIM 權重</translation>
    </message>
    <message>
        <source>Weight of the structural difference in a small window: keeps thin strokes and counters that L1 would let fade.</source>
        <translation>小視窗內結構差異的權重：保住 L1 會任其淡去的細筆畫與字腔。</translation>
    </message>
    <message>
        <source>Perceptual weight</source>
        <translation>感知權重</translation>
    </message>
    <message>
        <source>Weight of the difference in fixed features: of VGG16 where its weights are given below, else of oriented filters of our own. 0.02 is a good beginning with VGG16; more fights the other losses.</source>
        <translation>固定特徵差異的權重：下方若指定了 VGG16 權重就用它的特徵，否則用內建的方向濾波器。使用 VGG16 時可從 0.02 開始；再大會與其他損失相抵。</translation>
    </message>
    <message>
        <source>VGG16 weights</source>
        <translation>VGG16 權重檔</translation>
    </message>
    <message>
        <source>File vgg16-397923af.pth of torchvision, for the perceptual loss. Empty: our own features, which need no download.</source>
        <translation>感知損失所用的 torchvision 檔案 vgg16-397923af.pth。留空則用內建特徵，無須下載。</translation>
    </message>
    <message>
        <source>Perceptual layers</source>
        <translation>感知層</translation>
    </message>
    <message>
        <source>Layers to compare in, with weights where they differ: relu1_2 relu2_2=0.5 for VGG16 (relu1_1 to relu5_3), order1 order2 for our own. Empty: relu1_2 and relu2_2, or both of our own.</source>
        <translation>用來比較的層，權重不同時一併寫出：VGG16 如 relu1_2 relu2_2=0.5（relu1_1 至 relu5_3），內建特徵如 order1 order2。留空則用 relu1_2 與 relu2_2，或內建的兩層。</translation>
    </message>
    <message>
        <source>Constancy weight</source>
        <translation>恆常性權重</translation>
    </message>
    <message>
        <source>Weight of the difference between what the encoder makes of the source and of the true glyph: the same character should read the same in any style. zi2zi takes 15; costs a second pass through the encoder.</source>
        <translation>編碼器對來源字形與真實字形所得特徵之差異的權重：同一個字無論何種風格，讀起來都應相同。zi2zi 取 15；需再經過編碼器一次。</translation>
    </message>
    <message>
        <source>Constancy</source>
        <translation>恆常性</translation>
    </message>
    <message>
        <source>How the encoder&apos;s features are compared: place by place, as zi2zi-pytorch does, or their means, which lets strokes move.</source>
        <translation>如何比較編碼器的特徵：像 zi2zi-pytorch 那樣逐點比較，或只比較平均值，讓筆畫可以移動。</translation>
    </message>
    <message>
        <source>Place by place (L1)</source>
        <translation>逐點（L1）</translation>
    </message>
    <message>
        <source>Pooled (MSE)</source>
        <translation>匯總（MSE）</translation>
    </message>
    <message>
        <source>Total variation weight</source>
        <translation>總變差權重</translation>
    </message>
    <message>
        <source>Weight of the length of all outlines: calms speckles and frayed edges; too much rounds corners.</source>
        <translation>所有輪廓長度的權重：可平息雜點與毛邊；太大會把轉角磨圓。</translation>
    </message>
    <message>
        <source>Weight of the discriminator&apos;s judgement: crisper edges, slower training. 0 leaves it out.</source>
        <translation>判別器評判的權重：邊緣更銳利，訓練較慢。0 表示不用。</translation>
    </message>
    <message>
        <source>Adversarial loss</source>
        <translation>對抗損失</translation>
    </message>
    <message>
        <source>What generator and discriminator play for: cross-entropy as zi2zi does, relativistic (more real than its own true glyph; steadier), or hinge.</source>
        <translation>生成器與判別器較量的方式：如 zi2zi 的交叉熵、相對式（比自己的真實字形更真；較穩定）或鉸鏈式。</translation>
    </message>
    <message>
        <source>Cross-entropy (BCE)</source>
        <translation>交叉熵（BCE）</translation>
    </message>
    <message>
        <source>Relativistic</source>
        <translation>相對式</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>鉸鏈式</translation>
    </message>
    <message>
        <source>Feature matching weight</source>
        <translation>特徵匹配權重</translation>
    </message>
    <message>
        <source>Weight of the difference in the discriminator&apos;s own maps: its judgement as a direction, not only as a verdict; steadier than the adversarial loss alone.</source>
        <translation>判別器內部特徵圖差異的權重：讓它的評判指出方向，而不只是定論；比單用對抗損失穩定。</translation>
    </message>
    <message>
        <source>Weight of the discriminator&apos;s style head, the same for both networks, which tells the styles of a network with several from one another; 0 leaves it out.</source>
        <translation>判別器風格判別頭的權重，兩個網路共用；它分辨多風格網路的各個風格；0 表示不用。</translation>
    </message>
    <message>
        <source>R1 weight</source>
        <translation>R1 權重</translation>
    </message>
    <message>
        <source>Weight of the penalty on the discriminator&apos;s slope at true glyphs: keeps it from winning; taken at each sixteenth step.</source>
        <translation>對判別器在真實字形處坡度的懲罰權重：避免它占上風；每十六步計算一次。</translation>
    </message>
    <message>
        <source>Adversarial balance</source>
        <translation>對抗平衡</translation>
    </message>
    <message>
        <source>What the adversarial weight is multiplied by: nothing, a schedule by the step, or a table by the discriminator&apos;s loss, so that neither wins.</source>
        <translation>對抗權重要乘上的倍數：不乘、依步數排程，或依判別器的損失查表，使雙方都不占上風。</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>By schedule</source>
        <translation>依排程</translation>
    </message>
    <message>
        <source>By the discriminator&apos;s loss</source>
        <translation>依判別器的損失</translation>
    </message>
    <message>
        <source>Adversarial schedule</source>
        <translation>對抗排程</translation>
    </message>
    <message>
        <source>Steps and factors, straight lines between them: 500=0 2000=1 leaves the adversarial loss out for 500 steps and has it whole from step 2000 on.</source>
        <translation>步數與倍數，其間以直線相連：500=0 2000=1 表示前 500 步不用對抗損失，自第 2000 步起完全採用。</translation>
    </message>
    <message>
        <source>Balance table</source>
        <translation>平衡表</translation>
    </message>
    <message>
        <source>Losses of the discriminator and factors: below the first loss the first factor, and so on; &apos;else&apos; is that above all of them.</source>
        <translation>判別器的損失與倍數：低於第一個損失用第一個倍數，依此類推；「else」是高於全部時的倍數。</translation>
    </message>
    <message>
        <source>Learning rate of the discriminator. Lower it when the discriminator wins; 0 is a quarter of the generator&apos;s.</source>
        <translation>判別器的學習率。判別器占上風時請調低；0 表示生成器的四分之一。</translation>
    </message>
    <message>
        <source>a quarter of the generator&apos;s</source>
        <translation>生成器的四分之一</translation>
    </message>
    <message>
        <source>Discriminator every</source>
        <translation>判別器每隔</translation>
    </message>
    <message>
        <source>The discriminator learns at each step, or only at each second, third, ...: more when it wins.</source>
        <translation>判別器每一步都學習，或每兩步、三步……才學一次：它占上風時請調大。</translation>
    </message>
    <message>
        <source>Generator updates</source>
        <translation>生成器更新次數</translation>
    </message>
    <message>
        <source>How often the generator learns from the same glyphs in one step; zi2zi takes 2 against a discriminator that wins.</source>
        <translation>一步之內生成器以同一批字學習幾次；zi2zi 以 2 次對付占上風的判別器。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>標籤平滑</translation>
    </message>
    <message>
        <source>How far below 1 &apos;real&apos; is for the discriminator; 0.1 keeps it from being too sure.</source>
        <translation>對判別器而言「真」比 1 低多少；0.1 可避免它過於篤定。</translation>
    </message>
    <message>
        <source>Label noise</source>
        <translation>標籤雜訊</translation>
    </message>
    <message>
        <source>Share of the glyphs whose true and drawn pictures change places for the discriminator; 0.05 slows one that wins.</source>
        <translation>給判別器看時，真實與畫出的圖對調的字所占的比例；0.05 可讓占上風的判別器慢下來。</translation>
    </message>
    <message>
        <source>Parts of a step</source>
        <translation>每步的批數</translation>
    </message>
    <message>
        <source>Batches gathered into one step: 4 batches of 4 teach as one of 16 does, in the memory of one of 4, and take as long as 16 (with a discriminator somewhat longer).</source>
        <translation>合為一步的批數：4 批各 4 個字，效果如同一批 16 個字，只占 4 個字的記憶體，時間則與 16 個字相同（有判別器時稍長）。</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>最佳化器</translation>
    </message>
    <message>
        <source>AdamW shrinks the weights apart from what is learnt; Adam mixes that with the gradient, as zi2zi-pytorch does. They differ by the weight decay alone.</source>
        <translation>AdamW 將權重的縮減與學習分開；Adam 則如 zi2zi-pytorch 將其混入梯度。兩者只差在權重衰減。</translation>
    </message>
    <message>
        <source>Rate over time</source>
        <translation>學習率變化</translation>
    </message>
    <message>
        <source>How the learning rate falls: along a cosine to the end of the budget, not at all, in steps, or a little each epoch.</source>
        <translation>學習率如何下降：沿餘弦曲線降至預算結束、完全不降、分段下降，或每輪降一點。</translation>
    </message>
    <message>
        <source>Cosine over the budget</source>
        <translation>依預算餘弦下降</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>固定不變</translation>
    </message>
    <message>
        <source>In steps</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>A little each epoch</source>
        <translation>每輪一點</translation>
    </message>
    <message>
        <source>Rate decay</source>
        <translation>學習率衰減</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by at each of the steps, or each epoch (0.99 is zi2zi&apos;s way); where it falls in steps, 0.5 is usual.</source>
        <translation>每段或每輪將學習率乘上的倍數（zi2zi 用 0.99）；分段下降時通常用 0.5。</translation>
    </message>
    <message>
        <source>Rate steps</source>
        <translation>學習率分段</translation>
    </message>
    <message>
        <source>Epochs between two falls of the learning rate, where it falls in steps.</source>
        <translation>分段下降時，兩次下降之間的輪數。</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>輪</translation>
    </message>
    <message>
        <source>Share of the learning rate below which it never falls; a cosine ends there. 1 keeps the rate constant.</source>
        <translation>學習率下降的下限比例；餘弦曲線在此結束。1 表示維持不變。</translation>
    </message>
    <message>
        <source>Pull of all weights towards zero; holds over-fitting back.</source>
        <translation>將所有權重拉向零的力道，可抑制過度擬合。</translation>
    </message>
    <message>
        <source>Largest gradient norm of a step, of either network; 0 is no limit.</source>
        <translation>每一步中兩個網路各自的梯度範數上限；0 表示不設限。</translation>
    </message>
    <message>
        <source>Random shift</source>
        <translation>隨機位移</translation>
    </message>
    <message>
        <source>Moves source and target together by up to this part of the picture, another way each time: makes few pairs go further. The style stays.</source>
        <translation>來源與目標一起移動，最多移動畫面的這個比例，每次都不同：讓少量字對更耐用。風格不變。</translation>
    </message>
    <message>
        <source>Random scale</source>
        <translation>隨機縮放</translation>
    </message>
    <message>
        <source>Enlarges or shrinks source and target together by up to this much: the weight of the target&apos;s strokes goes with it, so keep it small.</source>
        <translation>來源與目標一起放大或縮小，最多到這個程度：目標筆畫的粗細會跟著變，所以請取小值。</translation>
    </message>
    <message>
        <source>Random weight</source>
        <translation>隨機粗細</translation>
    </message>
    <message>
        <source>Thickens or thins the source&apos;s strokes by up to this much, never the target&apos;s: the network relies less on the source&apos;s weight.</source>
        <translation>把來源的筆畫加粗或變細，最多到這個程度，絕不動目標：網路就不那麼依賴來源的粗細。</translation>
    </message>
    <message>
        <source>Random blur</source>
        <translation>隨機模糊</translation>
    </message>
    <message>
        <source>Blurs the source by up to this much, never the target.</source>
        <translation>把來源模糊，最多到這個程度，絕不動目標。</translation>
    </message>
    <message>
        <source>Output to the right</source>
        <translation>輸出右移</translation>
    </message>
    <message>
        <source>Moves all that the network draws to the right, or to the left when negative, in pixels of its canvas, fractions allowed: for a network that puts its glyphs beside the target&apos;s. The health of a run offers the offset that fits.</source>
        <translation>把網路畫出的一切向右移（負數向左），以畫布的像素計，可用小數：用於把字形畫偏的網路。訓練的健康狀況會提供合適的位移。</translation>
    </message>
    <message>
        <source>Output downwards</source>
        <translation>輸出下移</translation>
    </message>
    <message>
        <source>Moves all that the network draws down, or up when negative, in pixels of its canvas.</source>
        <translation>把網路畫出的一切向下移（負數向上），以畫布的像素計。</translation>
    </message>
    <message>
        <source>Best checkpoints kept</source>
        <translation>保留的最佳檢查點</translation>
    </message>
    <message>
        <source>How many checkpoints with the best held-out figures stay beside the newest ones.</source>
        <translation>除了最新的以外，保留多少個保留字數據最好的檢查點。</translation>
    </message>
    <message>
        <source>Disk budget</source>
        <translation>磁碟預算</translation>
    </message>
    <message>
        <source>Room that a run&apos;s checkpoints may take; over it the oldest go first, then the worse of the best. The newest always stays.</source>
        <translation>一次訓練的檢查點可用的空間；超過時先刪最舊的，再刪最佳中較差的。最新的一定保留。</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>Writes curves and previews as event files into the run folder too, for TensorBoard.</source>
        <translation>也把曲線與預覽寫成事件檔放進訓練資料夾，供 TensorBoard 使用。</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>判斷方式</translation>
    </message>
    <message>
        <source>What the discriminator judges: each patch of a glyph, which sharpens edges, or the glyph as a whole by one linear layer, which sees missing strokes. Once changed, the discriminator begins anew when training goes on.</source>
        <translation>判別器判斷什麼：逐塊判斷字符，邊緣更銳利；或用一個線性層判斷整個字符，看得出缺筆。一經更改，繼續訓練時判別器會重新開始。</translation>
    </message>
    <message>
        <source>As the family does</source>
        <translation>依網路類型</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>逐塊</translation>
    </message>
    <message>
        <source>The whole glyph (linear)</source>
        <translation>整個字符（線性）</translation>
    </message>
    <message>
        <source>Font format</source>
        <translation>字型格式</translation>
    </message>
    <message>
        <source>TrueType has quadratic curves, OpenType (CFF) cubic ones: a completed font has those of the target. UFO is for finishing the glyphs in a font editor.</source>
        <translation>TrueType 用二次曲線，OpenType（CFF）用三次曲線；補全的字型沿用目標字型的曲線。UFO 供您在字型編輯器中繼續修飾字形。</translation>
    </message>
    <message>
        <source>TrueType (TTF)</source>
        <translation>TrueType（TTF）</translation>
    </message>
    <message>
        <source>OpenType (OTF)</source>
        <translation>OpenType（OTF）</translation>
    </message>
    <message>
        <source>UFO</source>
        <translation>UFO</translation>
    </message>
    <message>
        <source>Glyphs in the font</source>
        <translation>字型中的字形</translation>
    </message>
    <message>
        <source>The completed font is the target font with the drawn glyphs added. The drawn glyphs alone make a font that stands beside the target.</source>
        <translation>補全的字型是目標字型加上畫出的字形；只含畫出的字形時，則是一套與目標字型並用的字型。</translation>
    </message>
    <message>
        <source>Target and drawn glyphs</source>
        <translation>目標字型與畫出的字形</translation>
    </message>
    <message>
        <source>Drawn glyphs alone</source>
        <translation>只含畫出的字形</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>字型家族名稱</translation>
    </message>
    <message>
        <source>Name of the new font&apos;s family. Left empty it is the target&apos;s with the ending below.</source>
        <translation>新字型的家族名稱。留空時為目標字型的名稱加上下方的字尾。</translation>
    </message>
    <message>
        <source>Ending of the name</source>
        <translation>名稱字尾</translation>
    </message>
    <message>
        <source>Set after the target&apos;s family name where no family name is given, so that both fonts can be installed.</source>
        <translation>未填家族名稱時，接在目標字型名稱之後，讓兩套字型可以同時安裝。</translation>
    </message>
    <message>
        <source>The name is mine to use</source>
        <translation>我有權使用此名稱</translation>
    </message>
    <message>
        <source>Allows the target&apos;s own family name, and names that its licence reserves. Switch it on only for a font of your own or with the permission of its author.</source>
        <translation>允許使用目標字型原本的家族名稱，以及授權條款保留的名稱。僅在字型為您所有，或已取得作者許可時開啟。</translation>
    </message>
    <message>
        <source>Round corners</source>
        <translation>轉角圓度</translation>
    </message>
    <message>
        <source>How sharply an edge must bend to be drawn as a corner: 0 makes a corner of every bend, 1 keeps those that one sees, 1.34 rounds them all.</source>
        <translation>邊緣要彎得多急才畫成尖角：0 讓每個彎都成為尖角，1 保留看得出來的尖角，1.34 全部畫圓。</translation>
    </message>
    <message>
        <source>corners everywhere</source>
        <translation>處處尖角</translation>
    </message>
    <message>
        <source>Curve tolerance</source>
        <translation>曲線容許誤差</translation>
    </message>
    <message>
        <source>How far a curve may leave the edge of the picture. Larger makes fewer points and smoother curves, smaller follows the picture.</source>
        <translation>曲線最多可偏離圖像邊緣多遠。較大時控制點較少、曲線較平滑；較小時更貼近圖像。</translation>
    </message>
    <message>
        <source>1/1000 em</source>
        <translation>1/1000 em</translation>
    </message>
    <message>
        <source>Remove specks</source>
        <translation>去除斑點</translation>
    </message>
    <message>
        <source>Spots and holes of at most so many pixels are left away. Dots as large as the strokes are wide stay, however large this is.</source>
        <translation>不超過這個像素數的斑點與孔洞會被略去。與筆畫同寬的點（如「丶」）無論此值多大都會保留。</translation>
    </message>
    <message>
        <source>keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Straighten stems</source>
        <translation>拉直筆幹</translation>
    </message>
    <message>
        <source>Makes edges that are nearly upright or level exactly so, where the picture has them.</source>
        <translation>讓接近垂直或水平的邊緣完全垂直或水平，位置依圖像而定。</translation>
    </message>
    <message>
        <source>Points at extremes</source>
        <translation>極值點</translation>
    </message>
    <message>
        <source>Puts a point wherever a curve is outermost, as font editors and hinting want it.</source>
        <translation>在曲線最外側處放置節點，符合字型編輯器與微調的需要。</translation>
    </message>
    <message>
        <source>Points at most</source>
        <translation>節點上限</translation>
    </message>
    <message>
        <source>Points that one glyph may have, control points included. A glyph that needs more is drawn with a larger tolerance.</source>
        <translation>一個字最多可有的節點數，包含控制點。需要更多節點的字會以較大的容許誤差描繪。</translation>
    </message>
    <message>
        <source>Pixels folded into channels at the door: 1, 2, 4 or 8. Larger is faster, and ahead after ten minutes; left to itself, the largest that the canvas has room for. Fixed once a run has started.</source>
        <translation>在入口處摺疊成通道的像素：1、2、4 或 8。越大越快，訓練十分鐘後也較好；未設定時取畫布容得下的最大值。訓練開始後便固定。</translation>
    </message>
    <message>
        <source>as fits the canvas</source>
        <translation>依畫布而定</translation>
    </message>
</context>
<context>
    <name>ShownText</name>
    <message>
        <source>A value does not fit.</source>
        <translation>數值不合。</translation>
    </message>
    <message>
        <source>Something is not there.</source>
        <translation>找不到需要的東西。</translation>
    </message>
    <message>
        <source>The system refused to read or write.</source>
        <translation>系統拒絕讀取或寫入。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁碟已滿。</translation>
    </message>
    <message>
        <source>A file is damaged or of another kind.</source>
        <translation>檔案損壞，或不是所需的類型。</translation>
    </message>
    <message>
        <source>Typemould cannot work with this.</source>
        <translation>Typemould 無法處理這個。</translation>
    </message>
    <message>
        <source>The project is in use elsewhere.</source>
        <translation>專案正在別處使用。</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>記憶體不足。</translation>
    </message>
    <message>
        <source>Training has lost its way: a number overflowed.</source>
        <translation>訓練失控：數值溢位。</translation>
    </message>
    <message>
        <source>A fault of Typemould.</source>
        <translation>Typemould 的程式錯誤。</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及其他 %Ln 個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln s left</source>
        <translation>
            <numerusform>約剩 %Ln 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln min left</source>
        <translation>
            <numerusform>約剩 %Ln 分鐘</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln h left</source>
        <translation>
            <numerusform>約剩 %Ln 小時</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UpsamplingText</name>
    <message>
        <source>exact</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>The upsampling is now %1; its kernels begin anew.</source>
        <translation>升取樣現在是%1；其核心重新開始。</translation>
    </message>
    <message>
        <source>level %1 loses %2</source>
        <translation>第 %1 層損失 %2</translation>
    </message>
    <message>
        <source>The upsampling is now %1; nothing is lost.</source>
        <translation>升取樣現在是%1；沒有任何損失。</translation>
    </message>
    <message>
        <source>The upsampling is now %1, by the nearest kernels: %2.</source>
        <translation>升取樣現在是%1，採用最接近的核心：%2。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>typemould::BlocksPanel</name>
    <message>
        <source>Encoder %1</source>
        <translation>編碼器 %1</translation>
    </message>
    <message>
        <source>Decoder %1</source>
        <translation>解碼器 %1</translation>
    </message>
    <message>
        <source>Bottleneck</source>
        <translation>瓶頸</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>輸出</translation>
    </message>
    <message>
        <source>Blocks of the network</source>
        <translation>網路的區塊</translation>
    </message>
    <message>
        <source>Lock encoder</source>
        <translation>鎖定編碼器</translation>
    </message>
    <message>
        <source>Unlock all</source>
        <translation>全部解鎖</translation>
    </message>
    <message>
        <source>Blocks of the network; a ticked block is locked</source>
        <translation>網路的區塊；勾選的區塊已鎖定</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>鎖定</translation>
    </message>
    <message>
        <source>Locks all encoder blocks: only how the strokes are drawn is trained.</source>
        <translation>鎖定所有編碼器區塊：只訓練筆畫的畫法。</translation>
    </message>
    <message>
        <source>Unlock all blocks</source>
        <translation>解鎖所有區塊</translation>
    </message>
    <message>
        <source>Every block is locked: nothing is trained.</source>
        <translation>所有區塊都已鎖定：不會訓練任何內容。</translation>
    </message>
    <message>
        <source>%1 of %2 parameters are trained</source>
        <translation>訓練 %2 個參數中的 %1 個</translation>
    </message>
    <message>
        <source>Style embedding</source>
        <translation>風格嵌入</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>Discriminator&apos;s real head</source>
        <translation>判別器的真偽判別頭</translation>
    </message>
    <message>
        <source>Discriminator&apos;s style head</source>
        <translation>判別器的風格判別頭</translation>
    </message>
    <message>
        <source>Down convolutions</source>
        <translation>下取樣卷積</translation>
    </message>
    <message>
        <source>Up convolutions</source>
        <translation>上取樣卷積</translation>
    </message>
    <message>
        <source>Refinement</source>
        <translation>細化</translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation>殘差區塊</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳接</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Style (FiLM)</source>
        <translation>風格（FiLM）</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>正規化層</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Output convolution</source>
        <translation>輸出卷積</translation>
    </message>
    <message>
        <source>Real or drawn</source>
        <translation>真跡或生成</translation>
    </message>
    <message>
        <source>Which style</source>
        <translation>哪種風格</translation>
    </message>
    <message>
        <source>Rules and schedule…</source>
        <translation>規則與時程…</translation>
    </message>
    <message>
        <source>Remove these rules</source>
        <translation>移除這些規則</translation>
    </message>
    <message>
        <source>&amp;What trains</source>
        <translation>訓練哪些部分(&amp;W)</translation>
    </message>
    <message>
        <source>What trains</source>
        <translation>訓練哪些部分</translation>
    </message>
    <message>
        <source>A plan of locks for a common purpose. Locks that are clicked afterwards add to it.</source>
        <translation>為常見用途準備的鎖定方案。之後點選的鎖定會加在其上。</translation>
    </message>
    <message>
        <source>As the rules below say</source>
        <translation>依下方的規則</translation>
    </message>
    <message>
        <source>Trained / all parameters</source>
        <translation>訓練中 / 全部參數</translation>
    </message>
    <message>
        <source>A locked block keeps what it has learnt and is not trained on; a half-ticked one is locked in part. Open a block to lock what it is made of. Locks work while a run goes.</source>
        <translation>鎖定的區塊保留所學、不再訓練；半勾選表示部分鎖定。展開區塊可鎖定其中的組成。訓練進行中也可鎖定。</translation>
    </message>
    <message>
        <source>Takes away every lock and the schedule of locks; learning-rate factors stay.</source>
        <translation>移除所有鎖定與鎖定時程；學習率倍數保留。</translation>
    </message>
    <message>
        <source>The rules behind the locks: edit them, lock for some steps only, learn at another rate.</source>
        <translation>鎖定背後的規則：編輯規則、只鎖定若干步、以其他速率學習。</translation>
    </message>
    <message>
        <source>Removes the rules that speak of parts this network does not have.</source>
        <translation>移除提到此網路所沒有部分的規則。</translation>
    </message>
    <message>
        <source>Lock %1</source>
        <translation>鎖定「%1」</translation>
    </message>
    <message>
        <source>Unlock %1</source>
        <translation>解鎖「%1」</translation>
    </message>
    <message>
        <source>Choose what trains</source>
        <translation>選擇訓練哪些部分</translation>
    </message>
    <message>
        <source>Remove rules</source>
        <translation>移除規則</translation>
    </message>
    <message>
        <source>Change the freezing rules</source>
        <translation>變更凍結規則</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <comment>trained of all</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The settings describe no network: %1</source>
        <translation>這些設定無法構成網路：%1</translation>
    </message>
    <message>
        <source>The generator is locked: only the discriminator is trained.</source>
        <translation>生成器已鎖定：只訓練判別器。</translation>
    </message>
</context>
<context>
    <name>typemould::ComparisonView</name>
    <message>
        <source>Previews beside each other</source>
        <translation>並排的預覽</translation>
    </message>
    <message>
        <source>No preview is stored.</source>
        <translation>沒有儲存的預覽。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真正字形</translation>
    </message>
</context>
<context>
    <name>typemould::CoverageModel</name>
    <message>
        <source>Drawn by the source font, not by the target font: what Typemould can make.</source>
        <translation>來源字型有、目標字型沒有的字：Typemould 能補上的字。</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>字集</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字數</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺字</translation>
    </message>
</context>
<context>
    <name>typemould::CoverageTable</name>
    <message>
        <source>Coverage by character set</source>
        <translation>各字集的涵蓋情形</translation>
    </message>
</context>
<context>
    <name>typemould::CurvesPlot</name>
    <message>
        <source>Curves over each other</source>
        <translation>疊在一起的曲線</translation>
    </message>
</context>
<context>
    <name>typemould::Document</name>
    <message numerus="yes">
        <source>Clear %n verdict(s)</source>
        <translation>
            <numerusform>清除 %n 個字的審閱結果</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n character(s)</source>
        <translation>
            <numerusform>保留 %n 個字</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n character(s)</source>
        <translation>
            <numerusform>退回 %n 個字</numerusform>
        </translation>
    </message>
    <message>
        <source>Fit placement</source>
        <translation>自動對位</translation>
    </message>
    <message>
        <source>Fonts, placements, data set and the settings of the network stay as they are while a run goes: stop it first.</source>
        <translation>訓練進行時，字型、對位、資料集與網路設定都不能變更：請先停止訓練。</translation>
    </message>
    <message>
        <source>Copy fonts into the project</source>
        <translation>將字型複製到專案中</translation>
    </message>
    <message>
        <source>Switch the upsampling</source>
        <translation>切換升取樣</translation>
    </message>
    <message>
        <source>Import weights</source>
        <translation>匯入權重</translation>
    </message>
    <message>
        <source>The weights are imported: training and drawing go on from them.</source>
        <translation>權重已匯入：訓練與繪製由此接續。</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s) were written to %1.</source>
        <translation>
            <numerusform>已將 %n 個張量寫入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a style</source>
        <translation>新增風格</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>正在變更網路。</translation>
    </message>
    <message>
        <source>The network is as it was before this change. What it has learnt since stays on disk, and redo goes back to that.</source>
        <translation>網路已回到這項變更之前的樣子。之後所學仍保留在磁碟上，重做即可回到那裡。</translation>
    </message>
    <message>
        <source>The upsampling was switched in the settings alone: the newest checkpoint stays as it is.</source>
        <translation>只在設定中切換了升取樣：最新的檢查點保持原樣。</translation>
    </message>
    <message>
        <source>Import a discriminator</source>
        <translation>匯入判別器</translation>
    </message>
    <message>
        <source>The discriminator is imported: training goes on with it.</source>
        <translation>已匯入判別器：訓練將以它繼續。</translation>
    </message>
    <message>
        <source>Choose the font of a style</source>
        <translation>選擇風格的字型</translation>
    </message>
    <message>
        <source>Remove a style</source>
        <translation>移除風格</translation>
    </message>
    <message>
        <source>The network keeps its place for this style: it stays, and no font teaches it any more.</source>
        <translation>網路保留這個風格的位置：風格留著，但不再有字型教它。</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>變更「%1」</translation>
    </message>
    <message>
        <source>Fit the placements</source>
        <translation>對齊版面</translation>
    </message>
    <message numerus="yes">
        <source>Drop %n pair(s)</source>
        <translation>
            <numerusform>捨棄 %n 個字對</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take back %n pair(s)</source>
        <translation>
            <numerusform>取回 %n 個字對</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n pair(s)</source>
        <translation>
            <numerusform>保留 %n 個字對</numerusform>
        </translation>
    </message>
    <message>
        <source>Training goes on from step %1 already.</source>
        <translation>訓練已經是從第 %1 步繼續。</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>回到第 %1 步</translation>
    </message>
    <message>
        <source>Training and drawing go on from step %1. What was learnt after it stays on disk, and undo goes back to that.</source>
        <translation>訓練與繪製從第 %1 步繼續。之後所學的仍留在磁碟上，復原可回到那裡。</translation>
    </message>
</context>
<context>
    <name>typemould::ExperimentControl</name>
    <message>
        <source>The experiment has ended. The best on held-out glyphs: %1.</source>
        <translation>實驗結束。保留字上最好的是：%1。</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>採用這一個</translation>
    </message>
    <message>
        <source>The network that is there has learnt with another upsampling. It is carried over as nearly as can be; undo goes back to it as it is.</source>
        <translation>現有的網路是以另一種上取樣方式學習的。將盡可能近似地轉換過去；復原可回到原樣。</translation>
    </message>
    <message>
        <source>Carry it over</source>
        <translation>轉換過去</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>採用 %1</translation>
    </message>
</context>
<context>
    <name>typemould::ExperimentDialog</name>
    <message>
        <source>&amp;Use this one</source>
        <translation>採用這一個(&amp;U)</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>實驗</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>An experiment that goes, goes on.</source>
        <translation>進行中的實驗會繼續。</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比較的內容</translation>
    </message>
    <message>
        <source>Values to compare</source>
        <translation>要比較的數值</translation>
    </message>
    <message>
        <source>Values with commas between them</source>
        <translation>以逗號分隔的數值</translation>
    </message>
    <message>
        <source>Length of each run</source>
        <translation>每次訓練的長度</translation>
    </message>
    <message>
        <source>Unit of each run&apos;s length</source>
        <translation>每次訓練長度的單位</translation>
    </message>
    <message>
        <source>minutes each</source>
        <translation>分鐘（每次）</translation>
    </message>
    <message>
        <source>steps each</source>
        <translation>步（每次）</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比較(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Values</source>
        <translation>數值(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Train for</source>
        <translation>訓練長度(&amp;T)</translation>
    </message>
    <message>
        <source>Progress of the experiment</source>
        <translation>實驗進度</translation>
    </message>
    <message>
        <source>What is shown of the experiment</source>
        <translation>顯示實驗的哪一部分</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲線</translation>
    </message>
    <message>
        <source>Previews of the variants</source>
        <translation>各方案的預覽</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>預覽</translation>
    </message>
    <message>
        <source>The same characters, seed and length for each; the project&apos;s own network stays as it is.</source>
        <translation>各方案的字元、種子與長度都相同；專案本身的網路維持原樣。</translation>
    </message>
    <message>
        <source>Choose two values or more.</source>
        <translation>請選擇兩個以上的數值。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), each from nothing: %1 of training in all.</source>
        <translation>
            <numerusform>%n 次訓練，各從零開始：合計訓練 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), each from nothing.</source>
        <translation>
            <numerusform>%n 次訓練，各從零開始。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel the experiment</source>
        <translation>取消實驗(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>Ending after this step…</source>
        <translation>這一步之後結束…</translation>
    </message>
    <message>
        <source>Run %1 of %2</source>
        <translation>第 %1 次訓練，共 %2 次</translation>
    </message>
    <message>
        <source>Puts %1 into the project&apos;s settings. Undo takes it back.</source>
        <translation>將「%1」寫入專案的設定。可以復原。</translation>
    </message>
    <message>
        <source>Choose a row of the table.</source>
        <translation>請選擇表格中的一列。</translation>
    </message>
</context>
<context>
    <name>typemould::ExperimentTable</name>
    <message>
        <source>training</source>
        <translation>訓練中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等候中</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未開始</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>提早結束</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What each came to</source>
        <translation>各方案的結果</translation>
    </message>
    <message>
        <source>Held-out L1</source>
        <translation>保留字 L1</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Ink IoU</source>
        <translation>墨跡 IoU</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步數</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>訓練時間</translation>
    </message>
    <message>
        <source>Glyphs/s</source>
        <translation>字／秒</translation>
    </message>
    <message>
        <source>State</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Copied source</source>
        <translation>複製來源字</translation>
    </message>
</context>
<context>
    <name>typemould::ExportBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>取消匯出</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>匯出進度</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>⚠ Strokes are not the source&apos;s in %1</source>
        <translation>⚠ 這些字的筆畫與來源不同：%1</translation>
    </message>
</context>
<context>
    <name>typemould::ExportPage</name>
    <message>
        <source>Characters</source>
        <translation>字元</translation>
    </message>
    <message>
        <source>Characters to export</source>
        <translation>要匯出的字</translation>
    </message>
    <message>
        <source>Characters typed</source>
        <translation>輸入的字</translation>
    </message>
    <message>
        <source>for example: missing, 東京, U+4E00-9FFF, joyo, @file.txt</source>
        <translation>例如：missing、東京、U+4E00-9FFF、joyo、@檔案.txt</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>圖片</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>資料夾</translation>
    </message>
    <message>
        <source>Folder to write into</source>
        <translation>寫入的資料夾</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>瀏覽(&amp;B)…</translation>
    </message>
    <message>
        <source>Choose the folder to write into</source>
        <translation>選擇寫入的資料夾</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>匯出(&amp;X)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>開啟資料夾(&amp;O)</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>匯出設定</translation>
    </message>
    <message numerus="yes">
        <source>%Ln glyphs to write</source>
        <translation>
            <numerusform>將寫出 %Ln 個字形</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (%Ln rejected are left out)</source>
        <translation>
            <numerusform>（略過 %Ln 個已退回的字）</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is learnt yet: start training (page Train).</source>
        <translation>尚未學習：請開始訓練（「訓練」頁）。</translation>
    </message>
    <message>
        <source>⚠ The maker of one of the fonts restricts embedding it: ask before you publish glyphs made from it.</source>
        <translation>⚠ 其中一套字型的製作者限制嵌入：公開由它產生的字形之前，請先徵詢製作者。</translation>
    </message>
    <message>
        <source>Replace files?</source>
        <translation>要取代檔案嗎？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files in %1 would be replaced, for example %2.</source>
        <translation>
            <numerusform>%1 中有 %Ln 個檔案將被取代，例如 %2。</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>取代</translation>
    </message>
    <message>
        <source>Keep existing images</source>
        <translation>保留既有圖片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln images written</source>
        <translation>
            <numerusform>已寫出 %Ln 張圖片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln kept as they were</source>
        <translation>
            <numerusform>，%Ln 張維持原樣</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ %1%2, in %3</source>
        <translation>✓ %1%2，位於 %3</translation>
    </message>
    <message>
        <source>Cancelled: %1, each of them whole, in %2</source>
        <translation>已取消：%1，每張都完整，位於 %2</translation>
    </message>
    <message>
        <source>%1 before that.</source>
        <translation>在此之前%1。</translation>
    </message>
    <message>
        <source>Font format</source>
        <translation>字型格式</translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlines written</source>
        <translation>
            <numerusform>已寫出 %Ln 個輪廓</numerusform>
        </translation>
    </message>
    <message>
        <source>What to write</source>
        <translation>要輸出什麼</translation>
    </message>
    <message>
        <source>Outlines (SVG)</source>
        <translation>輪廓（SVG）</translation>
    </message>
    <message>
        <source>TrueType font (TTF)</source>
        <translation>TrueType 字型（TTF）</translation>
    </message>
    <message>
        <source>OpenType font (OTF)</source>
        <translation>OpenType 字型（OTF）</translation>
    </message>
    <message>
        <source>UFO, to finish in a font editor</source>
        <translation>UFO，用字型編輯器完成</translation>
    </message>
    <message>
        <source>&amp;Write:</source>
        <translation>輸出(&amp;W)：</translation>
    </message>
</context>
<context>
    <name>typemould::FiguresPanel</name>
    <message>
        <source>Held-out characters</source>
        <translation>保留測試字</translation>
    </message>
    <message>
        <source>Figures on held-out characters</source>
        <translation>保留測試字的評量</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Ink IoU</source>
        <translation>墨跡 IoU</translation>
    </message>
    <message>
        <source>Typemould</source>
        <translation>Typemould</translation>
    </message>
    <message>
        <source>Copied source</source>
        <translation>直接複製來源</translation>
    </message>
    <message>
        <source>Thickened source</source>
        <translation>加粗的來源</translation>
    </message>
    <message>
        <source>Mean difference of grey, 0 to 1: smaller is better.</source>
        <translation>灰階平均差異，0 到 1：越小越好。</translation>
    </message>
    <message>
        <source>Structural similarity, up to 1: larger is better.</source>
        <translation>結構相似度，最高為 1：越大越好。</translation>
    </message>
    <message>
        <source>Shared ink over all ink, up to 1: larger is better.</source>
        <translation>共同墨跡除以全部墨跡，最高為 1：越大越好。</translation>
    </message>
    <message>
        <source>Better than copying the source.</source>
        <translation>優於直接複製來源。</translation>
    </message>
    <message>
        <source>Not better than copying the source yet.</source>
        <translation>尚未優於直接複製來源。</translation>
    </message>
    <message numerus="yes">
        <source>Measured at step %1 on %n held-out character(s)</source>
        <translation>
            <numerusform>於第 %1 步以 %n 個保留測試字評量</numerusform>
        </translation>
    </message>
    <message>
        <source>Measured at every checkpoint.</source>
        <translation>每個檢查點都會評量。</translation>
    </message>
</context>
<context>
    <name>typemould::FinishedPreview</name>
    <message>
        <source>Finished glyph</source>
        <translation>完成的字形</translation>
    </message>
    <message>
        <source>Character in the preview</source>
        <translation>預覽的字</translation>
    </message>
    <message>
        <source>the first one</source>
        <translation>第一個字</translation>
    </message>
    <message>
        <source>The glyph as it will be written</source>
        <translation>將寫出的字形</translation>
    </message>
    <message>
        <source>&amp;Character:</source>
        <translation>字(&amp;C)：</translation>
    </message>
    <message>
        <source>Nothing is learnt yet: start training (page Train).</source>
        <translation>尚未學習：請開始訓練（「訓練」頁）。</translation>
    </message>
    <message>
        <source>No characters to export.</source>
        <translation>沒有要匯出的字。</translation>
    </message>
    <message>
        <source>The source font does not draw %1.</source>
        <translation>來源字型沒有 %1。</translation>
    </message>
    <message>
        <source>%1: %2 × %3 pixels, %4</source>
        <translation>%1：%2 × %3 像素，%4</translation>
    </message>
    <message>
        <source>Points of the o&amp;utline</source>
        <translation>輪廓的點(&amp;U)</translation>
    </message>
    <message>
        <source>The generated picture, and its outline beside it</source>
        <translation>生成的圖片，旁邊是它的輪廓</translation>
    </message>
    <message>
        <source>Shows the points on the curves (squares) and their handles (circles).</source>
        <translation>顯示曲線上的點（方形）和控制點（圓形）。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln points</source>
        <translation>
            <numerusform>%1：%Ln 個點</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::FontPanel</name>
    <message>
        <source>Outlines</source>
        <translation>輪廓</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>字型</translation>
    </message>
    <message>
        <source>Licences of both fonts</source>
        <translation>兩個字型的授權</translation>
    </message>
    <message>
        <source>Outline settings</source>
        <translation>輪廓設定</translation>
    </message>
    <message>
        <source>Font settings</source>
        <translation>字型設定</translation>
    </message>
    <message>
        <source>File</source>
        <translation>檔案</translation>
    </message>
    <message>
        <source>Font to write</source>
        <translation>要寫出的字型</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>資料夾…</translation>
    </message>
    <message>
        <source>Choose the folder to write the font into</source>
        <translation>選擇要寫出字型的資料夾</translation>
    </message>
    <message>
        <source>Folder to write the font into</source>
        <translation>要寫出字型的資料夾</translation>
    </message>
</context>
<context>
    <name>typemould::FontRun</name>
    <message>
        <source>Drawing glyphs</source>
        <translation>正在畫字形</translation>
    </message>
    <message>
        <source>Tracing outlines</source>
        <translation>正在描輪廓</translation>
    </message>
    <message>
        <source>Building the font</source>
        <translation>正在製作字型</translation>
    </message>
    <message>
        <source>Checking the font</source>
        <translation>正在檢查字型</translation>
    </message>
    <message>
        <source>Width of the ink</source>
        <translation>墨跡寬度</translation>
    </message>
    <message>
        <source>Height of the ink</source>
        <translation>墨跡高度</translation>
    </message>
    <message>
        <source>Centre, across</source>
        <translation>中心，橫向</translation>
    </message>
    <message>
        <source>Centre, up</source>
        <translation>中心，縱向</translation>
    </message>
    <message>
        <source>Stem width</source>
        <translation>筆畫粗細</translation>
    </message>
    <message>
        <source>Advance width</source>
        <translation>字寬</translation>
    </message>
    <message numerus="yes">
        <source>%Ln glyphs were drawn again from the file: alike to %1 % (worst %2 %)</source>
        <translation>
            <numerusform>從檔案重新畫出 %Ln 個字形：相似度 %1 %（最差 %2 %）</numerusform>
        </translation>
    </message>
    <message>
        <source>⚠ Not as they were drawn: %1</source>
        <translation>⚠ 與畫出的不同：%1</translation>
    </message>
    <message>
        <source>⚠ Not found when a text is set: %1</source>
        <translation>⚠ 排文字時找不到：%1</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %Ln of the target&apos;s own glyphs have changed</source>
        <translation>
            <numerusform>⚠ 目標字型自己的字形有 %Ln 個變了</numerusform>
        </translation>
    </message>
    <message>
        <source>⚠ ots-sanitize refuses the font: %1</source>
        <translation>⚠ ots-sanitize 拒絕這個字型：%1</translation>
    </message>
    <message>
        <source>Export font</source>
        <translation>匯出字型</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>開啟資料夾</translation>
    </message>
    <message>
        <source>Added glyphs among the target&apos;s own</source>
        <translation>加入的字形夾在目標自己的字形之間</translation>
    </message>
    <message>
        <source>Sizes of added glyphs and of the target&apos;s own</source>
        <translation>加入的字形與目標自己的字形的大小</translation>
    </message>
    <message>
        <source>Target&apos;s own</source>
        <translation>目標自己的</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>加入的</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差異</translation>
    </message>
    <message>
        <source>Replace the font?</source>
        <translation>要取代字型嗎？</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 已經存在。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>取代</translation>
    </message>
    <message>
        <source>Cancelled: no font is written.</source>
        <translation>已取消：沒有寫出字型。</translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln glyphs added, in %2</source>
        <translation>
            <numerusform>%1 加入 %Ln 個字形，在 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: the target draws them</source>
        <translation>
            <numerusform>略過 %Ln 個：目標字型已經有</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, for nothing was drawn: %1</source>
        <translation>略過，因為什麼也沒畫出來：%1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 % of the em</source>
        <translation>em 的 %1 %</translation>
    </message>
</context>
<context>
    <name>typemould::FontSlot</name>
    <message>
        <source>Choose…</source>
        <translation>選擇…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>選擇：%1</translation>
    </message>
    <message>
        <source>Pick a font file, or drop one here.</source>
        <translation>選擇字型檔，或將檔案拖放到這裡。</translation>
    </message>
    <message>
        <source>The colour of this font in the overlay.</source>
        <translation>此字型在疊圖中的顏色。</translation>
    </message>
    <message>
        <source>No font chosen</source>
        <translation>尚未選擇字型</translation>
    </message>
    <message>
        <source>This font could not be opened</source>
        <translation>無法開啟此字型</translation>
    </message>
    <message>
        <source>Drop a font file here.</source>
        <translation>請將字型檔拖放到這裡。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln 個字</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 units per em</source>
        <translation>每 em %1 單位</translation>
    </message>
    <message>
        <source>Licence: the font does not say</source>
        <translation>授權：字型未註明</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>授權：%1</translation>
    </message>
    <message>
        <source>⚠ The maker restricts embedding this font.</source>
        <translation>⚠ 製作者限制嵌入此字型。</translation>
    </message>
    <message>
        <source>Ask the maker before you derive glyphs from it.</source>
        <translation>由它衍生字形之前，請先徵詢製作者。</translation>
    </message>
    <message>
        <source>Opening the font…</source>
        <translation>正在開啟字型…</translation>
    </message>
</context>
<context>
    <name>typemould::FontsPage</name>
    <message>
        <source>Source font</source>
        <translation>來源字型</translation>
    </message>
    <message>
        <source>Has every character that you want.</source>
        <translation>擁有您需要的每一個字。</translation>
    </message>
    <message>
        <source>Target font</source>
        <translation>目標字型</translation>
    </message>
    <message>
        <source>Has the style, and some of the characters.</source>
        <translation>擁有想要的風格，以及一部分的字。</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>涵蓋情形</translation>
    </message>
    <message>
        <source>Choose the source font</source>
        <translation>選擇來源字型</translation>
    </message>
    <message>
        <source>Choose the target font</source>
        <translation>選擇目標字型</translation>
    </message>
    <message>
        <source>A run is training with these fonts: stop it first.</source>
        <translation>目前的訓練正在使用這些字型：請先停止訓練。</translation>
    </message>
</context>
<context>
    <name>typemould::FreezingDialog</name>
    <message>
        <source>Rules and schedule</source>
        <translation>規則與時程</translation>
    </message>
    <message>
        <source>The rules are followed in their order: of lock and unlock the last that speaks of a parameter decides, rates multiply.</source>
        <translation>規則依序套用：鎖定與解鎖以最後提到該參數的規則為準，速率則相乘。</translation>
    </message>
    <message>
        <source>Rules, in the order in which they are followed</source>
        <translation>規則，依套用的順序</translation>
    </message>
    <message>
        <source>freeze block=encoder.* until step 500</source>
        <translation>freeze block=encoder.* until step 500</translation>
    </message>
    <message>
        <source>A rule: freeze, train, rate FACTOR or decay FACTOR; then generator, discriminator, block=NAMES, kind=NAMES or name=NAMES; then from and until a step or an epoch</source>
        <translation>一條規則：freeze、train、rate 倍數 或 decay 倍數；接著 generator、discriminator、block=名稱、kind=名稱 或 name=名稱；再接 from 與 until 某步或某輪</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>新增(&amp;A)</translation>
    </message>
    <message>
        <source>Adds the rule that is typed after the others.</source>
        <translation>將輸入的規則加在其他規則之後。</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>變更(&amp;C)</translation>
    </message>
    <message>
        <source>Puts the rule that is typed in place of the chosen one.</source>
        <translation>以輸入的規則取代選取的規則。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Removes the chosen rule.</source>
        <translation>移除選取的規則。</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Moves the chosen rule up.</source>
        <translation>將選取的規則上移。</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Moves the chosen rule down.</source>
        <translation>將選取的規則下移。</translation>
    </message>
    <message>
        <source>Common rules</source>
        <translation>常用規則</translation>
    </message>
    <message>
        <source>Block that is locked at first</source>
        <translation>一開始鎖定的區塊</translation>
    </message>
    <message>
        <source>Step at which the block is unlocked</source>
        <translation>解鎖該區塊的步數</translation>
    </message>
    <message>
        <source>Unlock later</source>
        <translation>稍後解鎖</translation>
    </message>
    <message>
        <source>Locks the block until that step.</source>
        <translation>鎖定該區塊直到那一步。</translation>
    </message>
    <message>
        <source>Unlock a block at a step:</source>
        <translation>在某一步解鎖區塊：</translation>
    </message>
    <message>
        <source>Lock at first</source>
        <translation>一開始鎖定</translation>
    </message>
    <message>
        <source>This network&apos;s discriminator has no style head.</source>
        <translation>此網路的判別器沒有風格判別頭。</translation>
    </message>
    <message>
        <source>Parameters that learn at another rate</source>
        <translation>以其他速率學習的參數</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>編碼器</translation>
    </message>
    <message>
        <source>Bottleneck</source>
        <translation>瓶頸</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解碼器</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Style (FiLM)</source>
        <translation>風格（FiLM）</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>Each block less than the one after it</source>
        <translation>每個區塊都比其後的區塊慢</translation>
    </message>
    <message>
        <source>Share of the learning rate</source>
        <translation>學習率的倍數</translation>
    </message>
    <message>
        <source>Set rate</source>
        <translation>設定速率</translation>
    </message>
    <message>
        <source>Multiplies the learning rate of these parameters.</source>
        <translation>將這些參數的學習率乘以倍數。</translation>
    </message>
    <message>
        <source>Learning rate times:</source>
        <translation>學習率乘以：</translation>
    </message>
    <message>
        <source>Change or remove what cannot be used:
%1</source>
        <translation>請變更或移除無法使用的規則：
%1</translation>
    </message>
    <message>
        <source>Speaks of %1 parameters.</source>
        <translation>涉及 %1 個參數。</translation>
    </message>
    <message>
        <source>Epoch until which the style head is locked</source>
        <translation>風格判別頭鎖定到第幾輪</translation>
    </message>
    <message>
        <source>Locks the discriminator&apos;s style head until that epoch.</source>
        <translation>將判別器的風格判別頭鎖定到該輪。</translation>
    </message>
    <message>
        <source>Style head locked until the epoch:</source>
        <translation>風格判別頭鎖定到第幾輪：</translation>
    </message>
    <message>
        <source>At step %1, %2 of %3 parameters are trained.</source>
        <translation>在第 %1 步，%3 個參數中有 %2 個會訓練。</translation>
    </message>
</context>
<context>
    <name>typemould::HealthPanel</name>
    <message>
        <source>What is wrong with the run</source>
        <translation>訓練出了什麼問題</translation>
    </message>
    <message>
        <source>Nothing is wrong so far.</source>
        <translation>目前沒有問題。</translation>
    </message>
    <message>
        <source>The health of a run is told here.</source>
        <translation>這裡會顯示訓練的健康狀況。</translation>
    </message>
    <message>
        <source>Health of the run: %1</source>
        <translation>訓練的健康狀況：%1</translation>
    </message>
    <message>
        <source>Shows what is wrong and what would help.</source>
        <translation>顯示問題所在以及有幫助的做法。</translation>
    </message>
    <message>
        <source>%1 (step %2)</source>
        <translation>%1（第 %2 步）</translation>
    </message>
    <message>
        <source>Applied: %1</source>
        <translation>已套用：%1</translation>
    </message>
    <message>
        <source>Apply: %1</source>
        <translation>套用：%1</translation>
    </message>
    <message>
        <source>%1 findings: %2</source>
        <translation>發現 %1 項：%2</translation>
    </message>
    <message>
        <source>Fit the placement again</source>
        <translation>重新對齊版面</translation>
    </message>
    <message>
        <source>Look at the pairs</source>
        <translation>查看字對</translation>
    </message>
</context>
<context>
    <name>typemould::ImportDialog</name>
    <message>
        <source>&amp;Without</source>
        <translation>不使用(&amp;W)</translation>
    </message>
    <message>
        <source>Import weights</source>
        <translation>匯入權重</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的內容</translation>
    </message>
    <message>
        <source>Every setting of the network, and what in the file proves it.</source>
        <translation>網路的每項設定，以及檔案中證明它的依據。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依據</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>Which tensors of the file fit the network that it describes.</source>
        <translation>檔案中的哪些張量符合它所描述的網路。</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>匯入(&amp;I)</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>The file of the generator&apos;s weights (N_net_G.pth).</source>
        <translation>生成器的權重檔（N_net_G.pth）。</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>The file of the discriminator that was trained beside it (N_net_D.pth); may be left out.</source>
        <translation>一同訓練的判別器權重檔（N_net_D.pth）；可以省略。</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>選擇(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the generator&apos;s file</source>
        <translation>選擇生成器的檔案</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選擇(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the discriminator&apos;s file</source>
        <translation>選擇判別器的檔案</translation>
    </message>
    <message>
        <source>Without a discriminator</source>
        <translation>不使用判別器</translation>
    </message>
    <message>
        <source>Leaves the discriminator out: one begins anew when adversarial training is chosen.</source>
        <translation>不匯入判別器：選擇對抗訓練時會重新開始一個。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Import the weights of a generator</source>
        <translation>匯入生成器的權重</translation>
    </message>
    <message>
        <source>Import the weights of a discriminator</source>
        <translation>匯入判別器的權重</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Which attention the network was trained with: a file of the FiLM kind cannot tell.</source>
        <translation>網路訓練時所用的注意力：FiLM 類檔案無法得知。</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>線性</translation>
    </message>
    <message>
        <source>Softmax (self-attention)</source>
        <translation>Softmax（自注意力）</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>畫布</translation>
    </message>
    <message>
        <source>Image side that the network was trained at, where the file does not tell.</source>
        <translation>檔案無法得知時，網路訓練時的圖片邊長。</translation>
    </message>
    <message>
        <source> px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Style of the target</source>
        <translation>目標的風格</translation>
    </message>
    <message>
        <source>Which row of the network&apos;s style embedding the project&apos;s target font is, counted from 0.</source>
        <translation>專案的目標字型是網路風格嵌入的第幾列，從 0 算起。</translation>
    </message>
    <message>
        <source>&amp;Attention</source>
        <translation>注意力(&amp;A)</translation>
    </message>
    <message>
        <source>Can&amp;vas</source>
        <translation>畫布(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Style of the target</source>
        <translation>目標的風格(&amp;S)</translation>
    </message>
    <message>
        <source>The file is being read…</source>
        <translation>正在讀取檔案…</translation>
    </message>
    <message>
        <source>%1 cannot be told; %2 is taken. %3</source>
        <translation>無法得知 %1；採用 %2。%3</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation>（共 %1 個）</translation>
    </message>
    <message numerus="yes">
        <source>Generator: %n tensor(s) matched.</source>
        <translation>
            <numerusform>生成器：%n 個張量相符。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discriminator: %n tensor(s) matched.</source>
        <translation>
            <numerusform>判別器：%n 個張量相符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>缺少：%1</translation>
    </message>
    <message>
        <source>Without a home: %1</source>
        <translation>無處可放：%1</translation>
    </message>
    <message>
        <source>Wrong shape: %1 is %2, wanted %3</source>
        <translation>形狀不符：%1 為 %2，應為 %3</translation>
    </message>
    <message>
        <source>that of the newest checkpoint</source>
        <translation>最新檢查點的生成器</translation>
    </message>
    <message>
        <source>The discriminator alone: it joins the generator of the newest checkpoint, and training goes on with it.</source>
        <translation>只有判別器：它會加入最新檢查點的生成器，訓練以它繼續。</translation>
    </message>
</context>
<context>
    <name>typemould::LevelsDialog</name>
    <message>
        <source>Levels of the network</source>
        <translation>網路的各層</translation>
    </message>
    <message>
        <source>Levels of the network, level 1 the outermost</source>
        <translation>網路的各層，第 1 層為最外層</translation>
    </message>
    <message>
        <source>Choose one level or several; what is changed below is changed in all that are chosen.</source>
        <translation>選擇一層或多層；在下方所做的變更會套用到所有選取的層。</translation>
    </message>
    <message>
        <source>Options of the chosen levels</source>
        <translation>選取各層的選項</translation>
    </message>
    <message>
        <source>&amp;Chosen levels</source>
        <translation>選取的層(&amp;C)</translation>
    </message>
    <message>
        <source>Options of the whole network</source>
        <translation>整個網路的選項</translation>
    </message>
    <message>
        <source>&amp;Whole network</source>
        <translation>整個網路(&amp;W)</translation>
    </message>
    <message>
        <source>The network has learnt something: &quot;Switch…&quot; beside the upsampling tells what a level would lose, and carries over what it can.</source>
        <translation>網路已有所學：升取樣旁的「切換…」會說明各層會損失多少，並盡可能延續所學。</translation>
    </message>
</context>
<context>
    <name>typemould::LossPlot</name>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>Loss curves</source>
        <translation>損失曲線</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Show the curve %1</source>
        <translation>顯示曲線 %1</translation>
    </message>
    <message>
        <source>Log axis</source>
        <translation>對數軸</translation>
    </message>
    <message>
        <source>Logarithmic value axis</source>
        <translation>數值軸採對數刻度</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲線平滑程度</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>顯示全部</translation>
    </message>
    <message>
        <source>Show all of the curves</source>
        <translation>顯示全部曲線</translation>
    </message>
    <message>
        <source>Generator total</source>
        <translation>生成器總損失</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>Held-out L1</source>
        <translation>保留測試字 L1</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Went on</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>暫停</translation>
    </message>
    <message>
        <source>Locked blocks changed</source>
        <translation>已變更鎖定的區塊</translation>
    </message>
    <message>
        <source>Upsampling changed</source>
        <translation>已變更升取樣</translation>
    </message>
    <message>
        <source>Preview text changed</source>
        <translation>已變更預覽文字</translation>
    </message>
    <message>
        <source>Checkpoint saved</source>
        <translation>已儲存檢查點</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Plus and minus zoom, the arrow keys move, Home shows everything, Page Up and Page Down go from mark to mark. The newest figures stand in the run bar.</source>
        <translation>加減鍵縮放，方向鍵移動，Home 鍵顯示全部，Page Up 與 Page Down 鍵在標記之間移動。最新數值在執行列上。</translation>
    </message>
    <message>
        <source>% of the total</source>
        <translation>占總和的 %</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>已變更設定</translation>
    </message>
    <message>
        <source>A loss was no number: back to a good state, at half the rate</source>
        <translation>損失不是數值：已退回良好狀態，學習率減半</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>發現問題</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲線顯示的內容</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Each loss as it is measured, without its weight.</source>
        <translation>各項損失的原始量值，不含權重。</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>What each weighed loss adds to the generator&apos;s total: the widest band rules.</source>
        <translation>各項加權損失在生成器總損失中所占的份量：色帶最寬者主導。</translation>
    </message>
    <message>
        <source>Memory ran short: a step in more parts</source>
        <translation>記憶體不足：每步分成更多批</translation>
    </message>
</context>
<context>
    <name>typemould::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>頁面</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字型</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>審閱</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>匯出</translation>
    </message>
    <message>
        <source>About Typemould</source>
        <translation>關於 Typemould</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>A run is going</source>
        <translation>正在訓練</translation>
    </message>
    <message>
        <source>The network is training. Stop it and save what it has learnt?</source>
        <translation>網路正在訓練。要停止並儲存已學到的內容嗎？</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止並儲存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The project could not be saved</source>
        <translation>無法儲存專案</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試一次</translation>
    </message>
    <message>
        <source>Lose the changes</source>
        <translation>放棄變更</translation>
    </message>
    <message>
        <source>Typemould</source>
        <translation>Typemould</translation>
    </message>
    <message>
        <source>%1 (read-only) — Typemould</source>
        <translation>%1（唯讀）— Typemould</translation>
    </message>
    <message>
        <source>%1[*] — Typemould</source>
        <translation>%1[*] — Typemould</translation>
    </message>
    <message>
        <source>The network is training. &quot;Keep training&quot; minimises the window and closes it when the run has ended.</source>
        <translation>網路正在訓練。「繼續訓練」會將視窗最小化，並在訓練結束後關閉。</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>繼續訓練</translation>
    </message>
    <message>
        <source>Make or open a project first, then drop the font on it.</source>
        <translation>請先建立或開啟專案，再將字型拖放到上面。</translation>
    </message>
    <message>
        <source>Use this font</source>
        <translation>使用此字型</translation>
    </message>
    <message>
        <source>What is %1 to be?</source>
        <translation>%1 要作為哪一種字型？</translation>
    </message>
    <message>
        <source>Source font</source>
        <translation>來源字型</translation>
    </message>
    <message>
        <source>Target font</source>
        <translation>目標字型</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清除清單</translation>
    </message>
    <message>
        <source>An export is going</source>
        <translation>匯出進行中</translation>
    </message>
    <message>
        <source>Glyphs are still being written. What is written already stays whole.</source>
        <translation>字形仍在寫入。已經寫好的檔案會保持完整。</translation>
    </message>
    <message>
        <source>Wait for its end</source>
        <translation>等它結束</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>停止匯出</translation>
    </message>
    <message>
        <source>The network is being changed</source>
        <translation>正在變更網路</translation>
    </message>
    <message>
        <source>Weights are still being written. What was there before stays whole.</source>
        <translation>仍在寫入權重。先前已有的內容保持完整。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>取消這項變更</translation>
    </message>
    <message>
        <source>Fonts are being copied</source>
        <translation>正在複製字型</translation>
    </message>
    <message>
        <source>Fonts are still being copied into the project.</source>
        <translation>字型仍在複製到專案中。</translation>
    </message>
    <message>
        <source>An experiment is going</source>
        <translation>實驗正在進行</translation>
    </message>
    <message>
        <source>Short runs are being compared. What they have come to so far stays on disk.</source>
        <translation>正在比較幾次短訓練。目前為止的結果會留在磁碟上。</translation>
    </message>
    <message>
        <source>Stop the experiment</source>
        <translation>停止實驗</translation>
    </message>
    <message>
        <source>A font is still being made. If it is stopped, no font is written.</source>
        <translation>字型仍在製作中。若停止，就不會寫出字型。</translation>
    </message>
</context>
<context>
    <name>typemould::MemoryLine</name>
    <message>
        <source>Fit the batch into memory</source>
        <translation>讓批次放得進記憶體</translation>
    </message>
    <message>
        <source>The same glyphs in more parts of a step: teaches the same, takes less memory and somewhat longer.</source>
        <translation>同樣的字分成更多批：學習效果相同，佔用較少記憶體，時間稍長。</translation>
    </message>
    <message>
        <source>Needs about %1 of memory.</source>
        <translation>約需 %1 記憶體。</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 of memory; not even a batch of one fits.</source>
        <translation>約需 %1 記憶體，可用 %2；連每批一個字也放不下。</translation>
    </message>
    <message>
        <source>Needs about %1 of %2 of memory; the largest batch that fits is %3.</source>
        <translation>約需 %1 記憶體，可用 %2；放得下的最大批次為 %3。</translation>
    </message>
    <message>
        <source>Use %1 × %2</source>
        <translation>改用 %1 × %2</translation>
    </message>
    <message>
        <source>This training may not fit into memory: %1 Where it runs short, a step goes on in smaller parts.</source>
        <translation>這次訓練可能放不進記憶體：%1 不足時，每步會改以較小的批次進行。</translation>
    </message>
</context>
<context>
    <name>typemould::MessageStrip</name>
    <message>
        <source>Details</source>
        <translation>詳細資料</translation>
    </message>
    <message>
        <source>Details of the messages</source>
        <translation>訊息的詳細資料</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Copy the messages</source>
        <translation>複製訊息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Close the messages</source>
        <translation>關閉訊息</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier message(s) under Details.</source>
        <translation>
            <numerusform>較早的 %n 則訊息在「詳細資料」中。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>typemould::OddPairsView</name>
    <message>
        <source>Drop from the pairs</source>
        <translation>從字對中捨棄</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Take all back</source>
        <translation>全部取回</translation>
    </message>
    <message>
        <source>Pairs that differ in structure, the worst first</source>
        <translation>結構不同的字對，最差的在前</translation>
    </message>
    <message>
        <source>Leaves the selected characters out of what is learnt and measured.</source>
        <translation>選取的字不再用於學習與測量。</translation>
    </message>
    <message>
        <source>The selected pairs are right as they are: they are not listed again.</source>
        <translation>選取的字對沒有問題：不再列出。</translation>
    </message>
    <message>
        <source>Takes all dropped characters into the pairs again.</source>
        <translation>把所有捨棄的字重新納入字對。</translation>
    </message>
    <message>
        <source>Comparing the shapes of the pairs…</source>
        <translation>正在比較字對的形狀…</translation>
    </message>
    <message>
        <source>✓ The fonts draw the same shapes: no pair stands out.</source>
        <translation>✓ 兩套字型畫的形狀相同：沒有突出的字對。</translation>
    </message>
    <message numerus="yes">
        <source>⚠ In %Ln pair(s) the fonts draw different shapes (source left, target right), the worst first: a part that one lacks, a regional form, or a wrong character.</source>
        <translation>
            <numerusform>⚠ 有 %Ln 個字對，兩套字型畫的形狀不同（左為來源，右為目標），最差的在前：可能缺了部件、屬於不同地區的字形，或是錯字。</numerusform>
        </translation>
    </message>
    <message>
        <source>Dropped: %1</source>
        <translation>已捨棄：%1</translation>
    </message>
    <message>
        <source>%1: up to %2 % of the canvas from the source&apos;s strokes to the target&apos;s, %3 % back.</source>
        <translation>%1：來源筆畫到目標筆畫最遠為畫布的 %2 %，反向為 %3 %。</translation>
    </message>
</context>
<context>
    <name>typemould::OverlayView</name>
    <message>
        <source>The source font does not draw it.</source>
        <translation>來源字型沒有這個字。</translation>
    </message>
    <message>
        <source>The target font does not draw it.</source>
        <translation>目標字型沒有這個字。</translation>
    </message>
</context>
<context>
    <name>typemould::PairsPanel</name>
    <message numerus="yes">
        <source>%Ln source glyphs touch the edge of the canvas: make the source&apos;s scale smaller.</source>
        <translation>
            <numerusform>%Ln 個來源字形碰到畫布邊緣：請縮小來源的縮放比例。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln target glyphs touch the edge of the canvas: make the target&apos;s scale smaller.</source>
        <translation>
            <numerusform>%Ln 個目標字形碰到畫布邊緣：請縮小目標的縮放比例。</numerusform>
        </translation>
    </message>
    <message>
        <source>The source is drawn at %1 % of the target&apos;s size: press Fit.</source>
        <translation>來源的大小為目標的 %1 %：請按「自動對位」。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln glyphs have no ink: leave these characters out of the pairs.</source>
        <translation>
            <numerusform>%Ln 個字形沒有墨跡：請將這些字排除於字對之外。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln target glyphs are drawn the same as another character&apos;s: check that they are meant.</source>
        <translation>
            <numerusform>%Ln 個目標字形與其他字畫得相同：請確認是否為有意。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pairs to learn from</source>
        <translation>學習用的字對</translation>
    </message>
    <message>
        <source>Characters to make pairs of</source>
        <translation>用來組成字對的字</translation>
    </message>
    <message>
        <source>all that both fonts draw</source>
        <translation>兩套字型都有的字</translation>
    </message>
    <message>
        <source>Narrows the pairs: a set&apos;s name (joyo, gb2312), U+4E00-9FFF, @file or plain characters, joined by commas. Empty: all that both fonts draw.</source>
        <translation>縮小字對範圍：字集名稱（joyo、gb2312）、U+4E00-9FFF、@檔案或直接輸入的字，以逗號相連。留空表示兩套字型都有的字。</translation>
    </message>
    <message>
        <source>Drawing the pairs</source>
        <translation>正在繪製字對</translation>
    </message>
    <message>
        <source>Warnings about the pairs</source>
        <translation>字對的警告</translation>
    </message>
    <message>
        <source>Ch&amp;aracters</source>
        <translation>字元(&amp;A)</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>字對</translation>
    </message>
    <message>
        <source>Characters of the pairs</source>
        <translation>字對的字</translation>
    </message>
    <message>
        <source>Drawing the pairs…</source>
        <translation>正在繪製字對…</translation>
    </message>
    <message>
        <source>No pairs yet: choose a source and a target font.</source>
        <translation>尚無字對：請選擇來源字型與目標字型。</translation>
    </message>
    <message>
        <source>%1 pairs: %2 to train on, %3 held out to measure on.</source>
        <translation>共 %1 個字對：%2 個用於訓練，%3 個保留作評量。</translation>
    </message>
    <message>
        <source>No warnings: the pairs look right.</source>
        <translation>沒有警告：字對看來沒有問題。</translation>
    </message>
    <message>
        <source>A run is training with these pairs: stop it first.</source>
        <translation>目前的訓練正在使用這些字對：請先停止訓練。</translation>
    </message>
    <message>
        <source>Opening the fonts…</source>
        <translation>正在開啟字型…</translation>
    </message>
    <message>
        <source>No pairs: the fonts could not be opened.</source>
        <translation>沒有字對：無法開啟字型。</translation>
    </message>
    <message>
        <source>The pairs could not be drawn: the message in the window says why.</source>
        <translation>無法繪製字對：原因請見視窗中的訊息。</translation>
    </message>
</context>
<context>
    <name>typemould::PlacementPanel</name>
    <message>
        <source>Placement</source>
        <translation>對位</translation>
    </message>
    <message>
        <source>F&amp;it</source>
        <translation>自動對位(&amp;I)</translation>
    </message>
    <message>
        <source>Characters in the overlay</source>
        <translation>疊圖的字</translation>
    </message>
    <message>
        <source>Both fonts laid over each other</source>
        <translation>兩套字型的疊圖</translation>
    </message>
    <message>
        <source>Find the scale and offset that bring both fonts to one size and one centre.</source>
        <translation>找出讓兩套字型大小相同、中心一致的縮放與偏移。</translation>
    </message>
    <message>
        <source>Size of the overlay</source>
        <translation>疊圖大小</translation>
    </message>
    <message>
        <source>&amp;Characters:</source>
        <translation>字元(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Zoom:</source>
        <translation>縮放檢視(&amp;Z)：</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>縮放</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>向右</translation>
    </message>
    <message>
        <source>Upwards</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Source scale</source>
        <translation>來源縮放</translation>
    </message>
    <message>
        <source>Source offset to the right</source>
        <translation>來源向右偏移</translation>
    </message>
    <message>
        <source>Source offset upwards</source>
        <translation>來源向上偏移</translation>
    </message>
    <message>
        <source>Target scale</source>
        <translation>目標縮放</translation>
    </message>
    <message>
        <source>Target offset to the right</source>
        <translation>目標向右偏移</translation>
    </message>
    <message>
        <source>Target offset upwards</source>
        <translation>目標向上偏移</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source> ‰ em</source>
        <translation> ‰ em</translation>
    </message>
    <message>
        <source>Side of the em square as a share of the canvas.</source>
        <translation>字身方框邊長占畫布的比例。</translation>
    </message>
    <message>
        <source>In thousandths of an em (‰ em).</source>
        <translation>以千分之一 em（‰ em）為單位。</translation>
    </message>
    <message>
        <source>Measuring both fonts…</source>
        <translation>正在測量兩套字型…</translation>
    </message>
    <message numerus="yes">
        <source>Fitted on %Ln characters.</source>
        <translation>
            <numerusform>以 %Ln 個字對位完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>The source was %1 % of the target&apos;s size.</source>
        <translation>來源的大小原為目標的 %1 %。</translation>
    </message>
    <message>
        <source>A run is training with this placement: stop it first.</source>
        <translation>目前的訓練正在使用這個對位：請先停止訓練。</translation>
    </message>
</context>
<context>
    <name>typemould::PreviewPanel</name>
    <message>
        <source>Preview text</source>
        <translation>預覽文字</translation>
    </message>
    <message>
        <source>Characters to watch while the network learns</source>
        <translation>網路學習期間要觀察的字</translation>
    </message>
    <message>
        <source>Previe&amp;w text</source>
        <translation>預覽文字(&amp;W)</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>預覽</translation>
    </message>
    <message>
        <source>Change preview text</source>
        <translation>變更預覽文字</translation>
    </message>
    <message>
        <source>Generated at step %1. ● is held out: never trained on.</source>
        <translation>於第 %1 步生成。● 為保留測試字：從未參與訓練。</translation>
    </message>
    <message>
        <source>Nothing is generated yet: start training. ● is held out: never trained on.</source>
        <translation>尚未生成任何字形：請開始訓練。● 為保留測試字：從未參與訓練。</translation>
    </message>
    <message>
        <source>The source font does not draw: %1</source>
        <translation>來源字型沒有：%1</translation>
    </message>
    <message>
        <source>The newest checkpoint is drawing the text…</source>
        <translation>正在以最新的檢查點繪製文字…</translation>
    </message>
</context>
<context>
    <name>typemould::PreviewView</name>
    <message>
        <source>Preview of the glyphs</source>
        <translation>字形預覽</translation>
    </message>
    <message>
        <source>%1, held out</source>
        <translation>%1，保留測試字</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真正字形</translation>
    </message>
    <message>
        <source>Held out: both fonts draw it, but it is never trained on.</source>
        <translation>保留測試字：兩套字型都有，但從未參與訓練。</translation>
    </message>
    <message>
        <source>Missing in the target font.</source>
        <translation>目標字型缺少此字。</translation>
    </message>
    <message>
        <source>Drawn by both fonts.</source>
        <translation>兩套字型都有這個字。</translation>
    </message>
</context>
<context>
    <name>typemould::QtDialogs</name>
    <message>
        <source>Fonts (*.ttf *.otf *.ttc *.otc *.woff *.woff2)</source>
        <translation>字型 (*.ttf *.otf *.ttc *.otc *.woff *.woff2)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>Open a project folder (.typemould)</source>
        <translation>開啟專案資料夾（.typemould）</translation>
    </message>
    <message>
        <source>My typeface</source>
        <translation>我的字型</translation>
    </message>
    <message>
        <source>Make a new project</source>
        <translation>建立新專案</translation>
    </message>
    <message>
        <source>Typemould projects (*.typemould)</source>
        <translation>Typemould 專案 (*.typemould)</translation>
    </message>
    <message>
        <source>There is something of this name already: %1
Choose another name, or open that project instead.</source>
        <translation>已有同名的項目：%1
請選擇另一個名稱，或改為開啟該專案。</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>選擇另一個名稱</translation>
    </message>
    <message>
        <source>Choose a face</source>
        <translation>選擇字型成員</translation>
    </message>
    <message>
        <source>%1 holds several faces:</source>
        <translation>%1 含有多套字型：</translation>
    </message>
    <message>
        <source>Weights (*.pth *.pt *.safetensors)</source>
        <translation>權重 (*.pth *.pt *.safetensors)</translation>
    </message>
    <message>
        <source>Weights of zi2zi-pytorch (*.pth)</source>
        <translation>zi2zi-pytorch 的權重 (*.pth)</translation>
    </message>
</context>
<context>
    <name>typemould::ReviewModel</name>
    <message>
        <source>held out</source>
        <translation>保留測試字</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>strokes differ from the source (%1)</source>
        <translation>筆畫與來源不同（%1）</translation>
    </message>
    <message>
        <source>strokes as the source (%1)</source>
        <translation>筆畫與來源相同（%1）</translation>
    </message>
    <message>
        <source>kept, but its picture is not stored: keep it again</source>
        <translation>已保留，但圖像尚未儲存：請再保留一次</translation>
    </message>
</context>
<context>
    <name>typemould::ReviewPage</name>
    <message>
        <source>Moves every exported glyph by this many pixels.</source>
        <translation>將每個匯出的字形移動這麼多像素。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Characters to review</source>
        <translation>要審閱的字</translation>
    </message>
    <message>
        <source>Verdicts to show</source>
        <translation>要顯示的審閱結果</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Unreviewed</source>
        <translation>尚未審閱</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Characters typed</source>
        <translation>輸入的字</translation>
    </message>
    <message>
        <source>or type: 東京, U+4E00-9FFF, joyo</source>
        <translation>或輸入：東京、U+4E00-9FFF、joyo</translation>
    </message>
    <message>
        <source>Shows these in place of the set: plain characters, U+4E00-9FFF, a set&apos;s name or @file, joined by commas.</source>
        <translation>以這些字取代字集：直接輸入的字、U+4E00-9FFF、字集名稱或 @檔案，以逗號相連。</translation>
    </message>
    <message>
        <source>&amp;Set:</source>
        <translation>字集(&amp;S)：</translation>
    </message>
    <message>
        <source>T&amp;yped:</source>
        <translation>輸入(&amp;Y)：</translation>
    </message>
    <message>
        <source>Verdi&amp;ct:</source>
        <translation>審閱結果(&amp;C)：</translation>
    </message>
    <message>
        <source>Pictures in a cell</source>
        <translation>每格的圖片</translation>
    </message>
    <message>
        <source>Source and generated</source>
        <translation>來源與生成</translation>
    </message>
    <message>
        <source>Generated alone</source>
        <translation>只有生成</translation>
    </message>
    <message>
        <source>T&amp;ruth beside it</source>
        <translation>並列真正字形(&amp;R)</translation>
    </message>
    <message>
        <source>Where the target font draws the character, its glyph stands on the right.</source>
        <translation>目標字型有這個字時，其字形顯示在右側。</translation>
    </message>
    <message>
        <source>Size of the glyphs</source>
        <translation>字形大小</translation>
    </message>
    <message>
        <source>Offset to the right</source>
        <translation>向右偏移</translation>
    </message>
    <message>
        <source>Offset downwards</source>
        <translation>向下偏移</translation>
    </message>
    <message>
        <source>Sho&amp;w:</source>
        <translation>顯示(&amp;W)：</translation>
    </message>
    <message>
        <source>&amp;Zoom:</source>
        <translation>縮放檢視(&amp;Z)：</translation>
    </message>
    <message>
        <source>Offset →</source>
        <translation>偏移 →</translation>
    </message>
    <message>
        <source>Offset ↓</source>
        <translation>偏移 ↓</translation>
    </message>
    <message>
        <source>✓ Keep (K)</source>
        <translation>✓ 保留 (K)</translation>
    </message>
    <message>
        <source>Keep the selected glyphs</source>
        <translation>保留選取的字形</translation>
    </message>
    <message>
        <source>✗ Reject (R)</source>
        <translation>✗ 退回 (R)</translation>
    </message>
    <message>
        <source>Reject the selected glyphs</source>
        <translation>退回選取的字形</translation>
    </message>
    <message>
        <source>Clear (U)</source>
        <translation>清除 (U)</translation>
    </message>
    <message>
        <source>Clear the verdict of the selected glyphs</source>
        <translation>清除選取字形的審閱結果</translation>
    </message>
    <message>
        <source>Nothing is learnt yet: the grid shows the source alone. Start training (page Train); the generated glyphs appear with the first checkpoint.</source>
        <translation>尚未學習：目前只顯示來源。請開始訓練（「訓練」頁）；第一個檢查點儲存後就會出現生成的字形。</translation>
    </message>
    <message>
        <source>%1 shown. %2 in the set: %3 missing, %4 kept, %5 rejected</source>
        <translation>顯示 %1 個字。字集共 %2 個字：缺字 %3、已保留 %4、已退回 %5</translation>
    </message>
    <message>
        <source>Output offset</source>
        <translation>輸出偏移</translation>
    </message>
    <message>
        <source>, strokes differ in %1</source>
        <translation>，%1 個筆畫不同</translation>
    </message>
    <message>
        <source>Order of the glyphs</source>
        <translation>字形的順序</translation>
    </message>
    <message>
        <source>By code point</source>
        <translation>依碼位</translation>
    </message>
    <message>
        <source>Worst strokes first</source>
        <translation>筆畫最差的在前</translation>
    </message>
    <message>
        <source>Worst strokes first: glyphs that lack strokes of the source, have others, or look like another character. All glyphs of the set are drawn for it in the background.</source>
        <translation>筆畫最差的在前：缺少來源的筆畫、多出筆畫，或看起來像另一個字的字形。為此會在背景畫出字集裡的所有字形。</translation>
    </message>
    <message>
        <source>&amp;Order:</source>
        <translation>順序(&amp;O)：</translation>
    </message>
    <message>
        <source>&amp;A line of text</source>
        <translation>一行文字(&amp;A)</translation>
    </message>
    <message>
        <source>Sets a text in the target font with the generated glyphs among its own, under the grid.</source>
        <translation>在格子下方以目標字型排一段文字，生成的字形夾在它自己的字形之間。</translation>
    </message>
    <message>
        <source>, pictures not stored of %1 kept (keep them again)</source>
        <translation>，%1 個已保留的字形圖像尚未儲存（請再保留一次）</translation>
    </message>
</context>
<context>
    <name>typemould::ReviewView</name>
    <message>
        <source>Glyphs to review</source>
        <translation>要審閱的字形</translation>
    </message>
</context>
<context>
    <name>typemould::RunBar</name>
    <message>
        <source>Starting…</source>
        <translation>正在開始…</translation>
    </message>
    <message>
        <source>Not training</source>
        <translation>未訓練</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>訓練中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暫停</translation>
    </message>
    <message>
        <source>Stopping and saving…</source>
        <translation>正在停止並儲存…</translation>
    </message>
    <message>
        <source>Training ended</source>
        <translation>訓練已結束</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>訓練失敗</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小時 %2 分</translation>
    </message>
    <message>
        <source>Start &amp;fresh</source>
        <translation>重新開始(&amp;F)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即儲存檢查點</translation>
    </message>
    <message>
        <source>Training run</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>訓練進度</translation>
    </message>
    <message>
        <source>Train for</source>
        <translation>訓練長度</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped and saved</source>
        <translation>已停止並儲存</translation>
    </message>
    <message>
        <source>Begins a new run from nothing; the older run is kept.</source>
        <translation>從零開始新的訓練；先前的訓練會保留。</translation>
    </message>
    <message>
        <source>Ends the run after the step in hand and saves a checkpoint.</source>
        <translation>完成目前這一步後結束訓練，並儲存檢查點。</translation>
    </message>
    <message>
        <source>Saves the network as it is now and goes on.</source>
        <translation>儲存網路目前的狀態，然後繼續訓練。</translation>
    </message>
    <message>
        <source>Length of the run</source>
        <translation>訓練的長度</translation>
    </message>
    <message>
        <source>Unit of the run&apos;s length</source>
        <translation>訓練長度的單位</translation>
    </message>
    <message>
        <source>more minutes</source>
        <translation>再訓練（分鐘）</translation>
    </message>
    <message>
        <source>steps in all</source>
        <translation>總步數</translation>
    </message>
    <message>
        <source>epochs in all</source>
        <translation>總輪數</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>直到停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>繼續</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暫停</translation>
    </message>
    <message>
        <source>Goes on training (F5).</source>
        <translation>繼續訓練（F5）。</translation>
    </message>
    <message>
        <source>Waits after this step (F5).</source>
        <translation>完成這一步後等待（F5）。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>接續</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Goes on from the newest checkpoint (F5).</source>
        <translation>從最新的檢查點繼續（F5）。</translation>
    </message>
    <message>
        <source>Starts training (F5).</source>
        <translation>開始訓練（F5）。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>第 %1 輪</translation>
    </message>
    <message>
        <source>%1 glyphs/s</source>
        <translation>每秒 %1 個字形</translation>
    </message>
    <message>
        <source>L1 %1</source>
        <translation>L1 %1</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>可以開始訓練</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩餘 %1</translation>
    </message>
</context>
<context>
    <name>typemould::RunCurvesPanel</name>
    <message>
        <source>Log axis</source>
        <translation>對數軸</translation>
    </message>
    <message>
        <source>Figure that is shown</source>
        <translation>顯示的數值</translation>
    </message>
    <message>
        <source>What the curves run along</source>
        <translation>曲線的橫軸</translation>
    </message>
    <message>
        <source>By step</source>
        <translation>依步數</translation>
    </message>
    <message>
        <source>By minute</source>
        <translation>依分鐘</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲線平滑程度</translation>
    </message>
    <message>
        <source>Logarithmic value axis</source>
        <translation>數值軸採對數刻度</translation>
    </message>
    <message>
        <source>minutes of training</source>
        <translation>訓練分鐘</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>typemould::RunsBar</name>
    <message>
        <source>Timeline…</source>
        <translation>時間軸…</translation>
    </message>
    <message>
        <source>Goes back through the previews of a run, and on from any of its checkpoints.</source>
        <translation>回顧一次訓練的各個預覽，並可從其中任一檢查點繼續。</translation>
    </message>
    <message>
        <source>Runs…</source>
        <translation>各次訓練…</translation>
    </message>
    <message>
        <source>Compares runs, tells what they take on disk, and deletes them.</source>
        <translation>比較各次訓練，顯示占用的磁碟空間，並可刪除。</translation>
    </message>
    <message>
        <source>Experiment…</source>
        <translation>實驗…</translation>
    </message>
    <message>
        <source>Compares settings by short runs that differ in nothing else.</source>
        <translation>以其他條件完全相同的短訓練來比較設定。</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2 %）</translation>
    </message>
</context>
<context>
    <name>typemould::RunsComparison</name>
    <message>
        <source>All at &amp;step</source>
        <translation>都在同一步(&amp;S)</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比較的內容</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲線</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>預覽</translation>
    </message>
    <message>
        <source>Held-out figures at equal places</source>
        <translation>相同位置的保留字數值</translation>
    </message>
    <message>
        <source>Held-out L1 / SSIM / ink IoU</source>
        <translation>保留字 L1／SSIM／墨跡 IoU</translation>
    </message>
    <message>
        <source>Settings that differ</source>
        <translation>不同的設定</translation>
    </message>
    <message>
        <source>The preview that each run had stored at that step, or last before it; else the newest of each.</source>
        <translation>顯示各次訓練在那一步（或之前最近一次）儲存的預覽；否則顯示各自最新的預覽。</translation>
    </message>
    <message>
        <source>Step of the previews</source>
        <translation>預覽的步數</translation>
    </message>
    <message>
        <source>Previews of the runs</source>
        <translation>各次訓練的預覽</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分鐘</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Tick two or more runs to compare them.</source>
        <translation>勾選兩次以上的訓練來比較。</translation>
    </message>
    <message>
        <source>These runs were started with the same settings.</source>
        <translation>這些訓練開始時的設定相同。</translation>
    </message>
    <message>
        <source>The runs were started with these different settings:</source>
        <translation>這些訓練開始時的設定有以下不同：</translation>
    </message>
</context>
<context>
    <name>typemould::RunsDialog</name>
    <message>
        <source>Runs</source>
        <translation>各次訓練</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
</context>
<context>
    <name>typemould::RunsList</name>
    <message>
        <source>&amp;Delete…</source>
        <translation>刪除(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Timeline…</source>
        <translation>時間軸(&amp;T)…</translation>
    </message>
    <message>
        <source>Runs and their checkpoints</source>
        <translation>各次訓練及其檢查點</translation>
    </message>
    <message>
        <source>The runs that are ticked are compared.</source>
        <translation>比較勾選的訓練。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步數</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>訓練時間</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>磁碟用量</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) take %1.</source>
        <translation>
            <numerusform>%n 次訓練共占 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Experiment %1: %2</source>
        <translation>實驗 %1：%2</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>檢查點</translation>
    </message>
    <message>
        <source>Checkpoint (%1)</source>
        <translation>檢查點（%1）</translation>
    </message>
    <message>
        <source>Choose a run or a checkpoint.</source>
        <translation>請選擇一次訓練或一個檢查點。</translation>
    </message>
    <message>
        <source>Something is being deleted.</source>
        <translation>正在刪除。</translation>
    </message>
    <message>
        <source>Removes it from the disk for good.</source>
        <translation>從磁碟上永久移除。</translation>
    </message>
    <message>
        <source>Goes back through this run&apos;s previews.</source>
        <translation>回顧這次訓練的預覽。</translation>
    </message>
    <message>
        <source>Choose one of the project&apos;s own runs.</source>
        <translation>請選擇專案本身的一次訓練。</translation>
    </message>
    <message>
        <source>Delete the run %1 with everything in it (%2)?</source>
        <translation>要刪除訓練 %1 及其中的一切（%2）嗎？</translation>
    </message>
    <message>
        <source>Delete the checkpoint of step %1 (%2)?</source>
        <translation>要刪除第 %1 步的檢查點（%2）嗎？</translation>
    </message>
    <message>
        <source>Delete a run</source>
        <translation>刪除訓練</translation>
    </message>
    <message>
        <source>Delete a checkpoint</source>
        <translation>刪除檢查點</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>這無法復原。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>刪除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Best L1</source>
        <translation>最佳 L1</translation>
    </message>
    <message>
        <source>Smallest L1 on held-out glyphs.</source>
        <translation>保留字上最小的 L1。</translation>
    </message>
</context>
<context>
    <name>typemould::SettingsForm</name>
    <message>
        <source>Changed from the preset, which has: %1</source>
        <translation>與預設組合不同，原值為：%1</translation>
    </message>
</context>
<context>
    <name>typemould::SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>預設組合(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Upsampling</source>
        <translation>升取樣(&amp;U)</translation>
    </message>
    <message>
        <source>Sh&amp;ow</source>
        <translation>顯示(&amp;O)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>預設組合</translation>
    </message>
    <message>
        <source>Upsampling</source>
        <translation>升取樣</translation>
    </message>
    <message>
        <source>How many settings are shown</source>
        <translation>顯示多少設定</translation>
    </message>
    <message>
        <source>Designer settings</source>
        <translation>設計者設定</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>進階設定</translation>
    </message>
    <message>
        <source>Expert settings</source>
        <translation>專家設定</translation>
    </message>
    <message>
        <source>Choose preset</source>
        <translation>選擇預設組合</translation>
    </message>
    <message>
        <source>Fixed while a run goes: stop it first.</source>
        <translation>訓練進行中無法更改：請先停止。</translation>
    </message>
    <message>
        <source>Switch…</source>
        <translation>切換…</translation>
    </message>
    <message>
        <source>Levels…</source>
        <translation>各層…</translation>
    </message>
    <message>
        <source>Switch the upsampling</source>
        <translation>切換升取樣</translation>
    </message>
    <message>
        <source>One level or all, other kernels, and what each level would lose.</source>
        <translation>單一層或所有層、其他核心大小，以及每層會損失多少。</translation>
    </message>
    <message>
        <source>Levels of the network</source>
        <translation>網路的各層</translation>
    </message>
    <message>
        <source>Every option of the network, level by level.</source>
        <translation>網路的每個選項，逐層設定。</translation>
    </message>
    <message>
        <source>Change the levels of the network</source>
        <translation>變更網路的各層</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>正在變更網路。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>網路</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>最佳化器</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Balance of generator and discriminator</source>
        <translation>生成器與判別器的平衡</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>執行</translation>
    </message>
    <message>
        <source>This would change the upsampling of a network that has learnt: use Switch…, which tells what each level would lose.</source>
        <translation>這會變更已學習的網路的升取樣：請使用「切換…」，它會說明各層會損失多少。</translation>
    </message>
    <message>
        <source>Changes of the glyphs</source>
        <translation>字形的變化</translation>
    </message>
</context>
<context>
    <name>typemould::SourceFitView</name>
    <message>
        <source>(%1 % of the canvas apart, against %2 %, on %3 characters)</source>
        <translation>（相距畫布的 %1 %，對比 %2 %，比較了 %3 個字）</translation>
    </message>
    <message>
        <source>%1 does not fit the target better than %2 %3.</source>
        <translation>%1 並不比 %2 更適合目標字型%3。</translation>
    </message>
    <message>
        <source>⚠ %1 fits the target better than %2 %3; it draws %4 of the %5 missing characters.</source>
        <translation>⚠ %1 比 %2 更適合目標字型%3；它有 %5 個缺字中的 %4 個。</translation>
    </message>
    <message>
        <source>Try another source font…</source>
        <translation>試試其他來源字型…</translation>
    </message>
    <message>
        <source>Compares a font file with the source font: which one is nearer to the target in the shapes of the characters that both draw.</source>
        <translation>把一個字型檔與來源字型比較：在兩者都有的字上，哪一個的形狀更接近目標。</translation>
    </message>
    <message>
        <source>Choose a font to compare with the source font</source>
        <translation>選擇要與來源字型比較的字型</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比較…</translation>
    </message>
</context>
<context>
    <name>typemould::StudioActions</name>
    <message>
        <source>&amp;File</source>
        <translation>檔案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新增專案(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>開啟專案(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近的專案(&amp;R)</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>開啟示範(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>儲存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>關閉專案(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>復原</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Fonts</source>
        <translation>字型(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>訓練(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>審閱(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>匯出(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>外觀(&amp;L)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>依系統設定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>淺色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全螢幕(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>訓練(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>鍵盤快速鍵(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Typemould</source>
        <translation>關於 Typemould(&amp;A)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>鍵盤快速鍵</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Start, pause or resume training</source>
        <translation>開始、暫停或繼續訓練</translation>
    </message>
    <message>
        <source>Copy &amp;fonts into the project</source>
        <translation>將字型複製到專案中(&amp;F)</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>復原：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>&amp;Import weights…</source>
        <translation>匯入權重(&amp;I)…</translation>
    </message>
    <message>
        <source>Takes in a network that zi2zi-pytorch has trained (a .pth file).</source>
        <translation>匯入 zi2zi-pytorch 訓練的網路（.pth 檔）。</translation>
    </message>
    <message>
        <source>&amp;Export weights…</source>
        <translation>匯出權重(&amp;E)…</translation>
    </message>
    <message>
        <source>Writes the newest checkpoint&apos;s network as a .pth that zi2zi-pytorch loads.</source>
        <translation>將最新檢查點的網路寫成 zi2zi-pytorch 可載入的 .pth。</translation>
    </message>
    <message>
        <source>Puts all font files into the project folder, so that it can be moved or given away whole.</source>
        <translation>將所有字型檔放進專案資料夾，以便整個搬移或交給他人。</translation>
    </message>
    <message>
        <source>&amp;Timeline…</source>
        <translation>時間軸(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Runs…</source>
        <translation>各次訓練(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Experiment…</source>
        <translation>實驗(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>typemould::StyleBar</name>
    <message>
        <source>Style to draw in</source>
        <translation>繪製的風格</translation>
    </message>
    <message>
        <source>The style of the network that glyphs are drawn in.</source>
        <translation>繪製字形所用的網路風格。</translation>
    </message>
    <message>
        <source>Style to go towards</source>
        <translation>趨向的風格</translation>
    </message>
    <message>
        <source>A second style: glyphs are drawn between the two.</source>
        <translation>第二種風格：字形畫在兩者之間。</translation>
    </message>
    <message>
        <source>Share of the second style</source>
        <translation>第二種風格的比重</translation>
    </message>
    <message>
        <source>How far glyphs go from the first style towards the second.</source>
        <translation>字形從第一種風格往第二種走多遠。</translation>
    </message>
    <message>
        <source>Sty&amp;le</source>
        <translation>風格(&amp;L)</translation>
    </message>
    <message>
        <source>towar&amp;ds</source>
        <translation>趨向(&amp;D)</translation>
    </message>
    <message>
        <source>The target&apos;s</source>
        <translation>目標字型的</translation>
    </message>
    <message>
        <source>no other</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>typemould::StylesPanel</name>
    <message>
        <source>Styles</source>
        <translation>風格</translation>
    </message>
    <message>
        <source>Add a style…</source>
        <translation>新增風格…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重新命名…</translation>
    </message>
    <message>
        <source>Is the target</source>
        <translation>設為目標</translation>
    </message>
    <message>
        <source>Styles of the network</source>
        <translation>網路的風格</translation>
    </message>
    <message>
        <source>One network can learn several fonts, each a style with a name.</source>
        <translation>一個網路可以學習多套字型，每套是一個有名稱的風格。</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>風格</translation>
    </message>
    <message>
        <source>Font that teaches it</source>
        <translation>教導此風格的字型</translation>
    </message>
    <message>
        <source>Choose the font of another style</source>
        <translation>選擇另一種風格的字型</translation>
    </message>
    <message>
        <source>Add a style</source>
        <translation>新增風格</translation>
    </message>
    <message>
        <source>Name of the style:</source>
        <translation>風格名稱：</translation>
    </message>
    <message>
        <source>Rename a style</source>
        <translation>重新命名風格</translation>
    </message>
    <message>
        <source>Choose the target&apos;s style</source>
        <translation>選擇目標的風格</translation>
    </message>
    <message>
        <source>known to the network alone</source>
        <translation>只有網路知道</translation>
    </message>
    <message>
        <source>%1 (the target font)</source>
        <translation>%1（目標字型）</translation>
    </message>
    <message>
        <source>A run is training with these fonts: stop it first.</source>
        <translation>目前的訓練正在使用這些字型：請先停止訓練。</translation>
    </message>
    <message>
        <source>Choose a source and a target font first.</source>
        <translation>請先選擇來源字型與目標字型。</translation>
    </message>
    <message>
        <source>Another font that the network is to learn beside the target; what it knows already stays.</source>
        <translation>讓網路在目標之外再學一套字型；已學會的內容不變。</translation>
    </message>
    <message>
        <source>Gives the chosen style another name.</source>
        <translation>為選取的風格換個名稱。</translation>
    </message>
    <message>
        <source>The project&apos;s target font teaches the chosen style.</source>
        <translation>由專案的目標字型教導選取的風格。</translation>
    </message>
    <message>
        <source>Font…</source>
        <translation>字型…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Choose the font that teaches the style</source>
        <translation>選擇教這個風格的字型</translation>
    </message>
    <message>
        <source>Another font that teaches the chosen style, also in place of one that is missing.</source>
        <translation>換一個字型來教選取的風格，也可取代遺失的字型。</translation>
    </message>
    <message>
        <source>Removes the chosen style. One that the network has learnt stays, and no font teaches it any more.</source>
        <translation>移除選取的風格。網路已學會的風格會留著，但不再有字型教它。</translation>
    </message>
</context>
<context>
    <name>typemould::TextPanel</name>
    <message>
        <source>Ti&amp;nt generated glyphs</source>
        <translation>為生成的字形上色(&amp;N)</translation>
    </message>
    <message>
        <source>The text in the target font</source>
        <translation>以目標字型排出的文字</translation>
    </message>
    <message>
        <source>Text to set</source>
        <translation>要排的文字</translation>
    </message>
    <message>
        <source>A text to read in the target font</source>
        <translation>以目標字型閱讀的文字</translation>
    </message>
    <message>
        <source>It is the preview text of page Train: what a run draws while it learns is shown here too.</source>
        <translation>就是「訓練」頁的預覽文字：訓練時邊學邊畫的字也顯示在這裡。</translation>
    </message>
    <message>
        <source>Direction of the text</source>
        <translation>文字的方向</translation>
    </message>
    <message>
        <source>Horizontal</source>
        <translation>橫排</translation>
    </message>
    <message>
        <source>Vertical</source>
        <translation>直排</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字的大小</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Te&amp;xt:</source>
        <translation>文字(&amp;X)：</translation>
    </message>
    <message>
        <source>D&amp;irection:</source>
        <translation>方向(&amp;I)：</translation>
    </message>
    <message>
        <source>&amp;Pixels an em:</source>
        <translation>每 em 像素(&amp;P)：</translation>
    </message>
    <message>
        <source>Change preview text</source>
        <translation>更改預覽文字</translation>
    </message>
    <message>
        <source>Choose a source and a target font first (page Fonts).</source>
        <translation>請先選擇來源字型和目標字型（「字型」頁）。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln glyphs are being drawn…</source>
        <translation>
            <numerusform>正在畫 %Ln 個字形…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is learnt yet: start training (page Train).</source>
        <translation>還沒有學到任何東西：請開始訓練（「訓練」頁）。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters are generated</source>
        <translation>
            <numerusform>%Ln 個字是生成的</numerusform>
        </translation>
    </message>
    <message>
        <source>Neither font draws: %1</source>
        <translation>兩個字型都沒有：%1</translation>
    </message>
</context>
<context>
    <name>typemould::TimelineDialog</name>
    <message>
        <source>With the &amp;settings of that time</source>
        <translation>連同當時的設定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go on from here</source>
        <translation>從這裡繼續(&amp;G)</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>時間軸</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>訓練(&amp;R)</translation>
    </message>
    <message>
        <source>◆ a checkpoint is kept, ★ the best one, | something was changed</source>
        <translation>◆ 保留的檢查點，★ 最佳檢查點，| 有所變更</translation>
    </message>
    <message>
        <source>&amp;Changed up to then</source>
        <translation>到那時的變更(&amp;C)</translation>
    </message>
    <message>
        <source>Previews then and now</source>
        <translation>當時與現在的預覽</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Moment of the run</source>
        <translation>訓練的時刻</translation>
    </message>
    <message>
        <source>Arrow keys go from preview to preview, Page Up and Page Down from checkpoint to checkpoint, Home and End to the first and the last.</source>
        <translation>方向鍵逐一移到前後的預覽，Page Up 與 Page Down 移到前後的檢查點，Home 與 End 移到最初與最末。</translation>
    </message>
    <message>
        <source>Figures then and now</source>
        <translation>當時與現在的數值</translation>
    </message>
    <message>
        <source>Trained for</source>
        <translation>訓練時間</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>學習率</translation>
    </message>
    <message>
        <source>L1 of the batch</source>
        <translation>批次 L1</translation>
    </message>
    <message>
        <source>Held-out L1</source>
        <translation>保留字 L1</translation>
    </message>
    <message>
        <source>Held-out SSIM</source>
        <translation>保留字 SSIM</translation>
    </message>
    <message>
        <source>Held-out ink IoU</source>
        <translation>保留字墨跡 IoU</translation>
    </message>
    <message>
        <source>What was changed up to that moment</source>
        <translation>到那一刻為止的變更</translation>
    </message>
    <message>
        <source>Settings and locks become what they were then. Otherwise only the network does, and all else stays as it is set now.</source>
        <translation>設定與鎖定恢復成當時的樣子。否則只有網路回到當時，其餘維持現在的設定。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Now: step %1</source>
        <translation>現在：第 %1 步</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>當時</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>專案以唯讀方式開啟。</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>正在變更網路。</translation>
    </message>
    <message>
        <source>The newest checkpoint is still being looked for.</source>
        <translation>仍在尋找最新的檢查點。</translation>
    </message>
    <message>
        <source>The run is stopping.</source>
        <translation>訓練正在停止。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>There is no run to look back on: start training.</source>
        <translation>還沒有可回顧的訓練：請開始訓練。</translation>
    </message>
    <message>
        <source>This run has kept no checkpoint to go on from.</source>
        <translation>這次訓練沒有保留可以繼續的檢查點。</translation>
    </message>
    <message>
        <source>No checkpoint is kept from so early: the first one is of step %1.</source>
        <translation>這麼早的檢查點沒有保留：最早的一個在第 %1 步。</translation>
    </message>
    <message>
        <source>Loads the checkpoint of step %1; what was learnt later stays on disk. Undo takes it back.</source>
        <translation>載入第 %1 步的檢查點；之後所學的仍留在磁碟上。可以復原。</translation>
    </message>
    <message>
        <source>A run is going</source>
        <translation>訓練正在進行</translation>
    </message>
    <message>
        <source>The network is training. Stop it, save what it has learnt and the project, and go on from step %1?</source>
        <translation>網路正在訓練。要停止訓練、儲存所學與專案，並從第 %1 步繼續嗎？</translation>
    </message>
    <message>
        <source>Stop and go back</source>
        <translation>停止並回去</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>有未儲存的變更</translation>
    </message>
    <message>
        <source>Going on from step %1 saves the project with all that is changed.</source>
        <translation>從第 %1 步繼續會連同所有變更一起儲存專案。</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>儲存並繼續</translation>
    </message>
</context>
<context>
    <name>typemould::TrainPage</name>
    <message>
        <source>Settings, blocks and figures</source>
        <translation>設定、區塊與評量</translation>
    </message>
    <message>
        <source>Remedy: %1</source>
        <translation>對策：%1</translation>
    </message>
</context>
<context>
    <name>typemould::TrainingControl</name>
    <message>
        <source>Open or make a project first.</source>
        <translation>請先開啟或建立專案。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>專案以唯讀方式開啟。</translation>
    </message>
    <message>
        <source>The newest checkpoint is still being looked for.</source>
        <translation>仍在尋找最新的檢查點。</translation>
    </message>
    <message>
        <source>A run is going already.</source>
        <translation>訓練已在進行。</translation>
    </message>
    <message>
        <source>The fonts are still being opened.</source>
        <translation>字型仍在開啟中。</translation>
    </message>
    <message>
        <source>Choose a source and a target font on the Fonts page first.</source>
        <translation>請先在「字型」頁選擇來源字型與目標字型。</translation>
    </message>
    <message>
        <source>The glyph pairs are still being drawn.</source>
        <translation>字對仍在繪製中。</translation>
    </message>
    <message>
        <source>There are no glyph pairs to learn from: see the Fonts page.</source>
        <translation>沒有可學習的字對：請見「字型」頁。</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>網路正在變更中。</translation>
    </message>
    <message>
        <source>Switch the upsampling</source>
        <translation>切換升取樣</translation>
    </message>
    <message>
        <source>Take back what the run refuses</source>
        <translation>收回訓練不接受的變更</translation>
    </message>
    <message>
        <source>Lower learning rate after a loss that was no number</source>
        <translation>損失不是數值後調低學習率</translation>
    </message>
    <message>
        <source>An experiment is going: wait for its end or cancel it.</source>
        <translation>實驗正在進行：請等它結束，或將它取消。</translation>
    </message>
    <message>
        <source>Smaller batch after memory ran short</source>
        <translation>記憶體不足後改用較小的批次</translation>
    </message>
    <message>
        <source>What the run has changed by itself</source>
        <translation>訓練自行變更的設定</translation>
    </message>
</context>
<context>
    <name>typemould::UpsamplingDialog</name>
    <message>
        <source>Get used to it in &amp;phases</source>
        <translation>分階段適應(&amp;P)</translation>
    </message>
    <message>
        <source>Switch the upsampling</source>
        <translation>切換升取樣</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>模式(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Enlarging</source>
        <translation>放大方式(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>核心(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Where</source>
        <translation>範圍(&amp;W)</translation>
    </message>
    <message>
        <source>What was &amp;learnt</source>
        <translation>已學內容(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Switch</source>
        <translation>切換(&amp;S)</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>How the decoder doubles the resolution.</source>
        <translation>解碼器如何將解析度加倍。</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>放大方式</translation>
    </message>
    <message>
        <source>How a picture is enlarged before the convolution.</source>
        <translation>卷積之前如何放大圖片。</translation>
    </message>
    <message>
        <source>Nearest point</source>
        <translation>最近點</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>雙線性</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Size of the convolution before the shuffle.</source>
        <translation>重排之前的卷積大小。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>範圍</translation>
    </message>
    <message>
        <source>All levels of the network, or one of them; level 1 is the outermost.</source>
        <translation>網路的所有層，或其中一層；第 1 層為最外層。</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>所有層</translation>
    </message>
    <message>
        <source>Level %1</source>
        <translation>第 %1 層</translation>
    </message>
    <message>
        <source>What was learnt</source>
        <translation>已學內容</translation>
    </message>
    <message>
        <source>The nearest kernel of the new mode carries over what was learnt; else these kernels begin anew.</source>
        <translation>以新模式中最接近的核心延續所學；否則這些核心重新開始。</translation>
    </message>
    <message>
        <source>Carry it over</source>
        <translation>延續</translation>
    </message>
    <message>
        <source>Begin these kernels anew</source>
        <translation>這些核心重新開始</translation>
    </message>
    <message>
        <source>Locks the encoder at first, with the decoder at twice its rate, and unlocks it level by level from the inside out. Replaces the freezing rules.</source>
        <translation>一開始鎖定編碼器，解碼器以兩倍速率學習，再由內而外逐層解鎖。會取代凍結規則。</translation>
    </message>
    <message>
        <source>Steps for which the encoder is locked</source>
        <translation>編碼器鎖定的步數</translation>
    </message>
    <message>
        <source>So many steps the whole encoder is locked; so many again its levels are unlocked one by one.</source>
        <translation>整個編碼器鎖定這麼多步；再過這麼多步，各層逐一解鎖。</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> 步</translation>
    </message>
    <message>
        <source>What each level loses</source>
        <translation>每層的損失</translation>
    </message>
    <message>
        <source>Share of the kernel that the new mode cannot hold; exact where nothing is lost.</source>
        <translation>新模式無法容納的核心比例；沒有損失時為「完全相同」。</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>層</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>目前</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>The network has this upsampling already.</source>
        <translation>網路已經是這種升取樣。</translation>
    </message>
    <message>
        <source>Nothing is learnt yet, so nothing can be lost.</source>
        <translation>尚未學習，因此不會損失。</translation>
    </message>
    <message>
        <source>Measuring what each level would lose…</source>
        <translation>正在量測每層的損失…</translation>
    </message>
    <message>
        <source>begins anew (carried over: %1)</source>
        <translation>重新開始（若延續：%1）</translation>
    </message>
    <message>
        <source>These kernels begin anew; all else keeps what it has learnt.</source>
        <translation>這些核心重新開始；其餘保留所學。</translation>
    </message>
    <message>
        <source>Nothing is lost: the network draws as before.</source>
        <translation>沒有損失：網路畫得和之前一樣。</translation>
    </message>
    <message>
        <source>The nearest kernels are taken; training makes up for the rest.</source>
        <translation>採用最接近的核心；其餘由訓練補上。</translation>
    </message>
    <message>
        <source>The run saves a checkpoint to measure on…</source>
        <translation>訓練正在儲存檢查點以供測量…</translation>
    </message>
    <message>
        <source>The newest checkpoint is of another network than the one that is set (%1). It stays as it is: the settings alone are changed.</source>
        <translation>最新的檢查點屬於與設定不同的網路（%1）。它保持原樣：只變更設定。</translation>
    </message>
</context>
<context>
    <name>typemould::WeightsPanel</name>
    <message>
        <source>Weights</source>
        <translation>權重</translation>
    </message>
    <message>
        <source>Import weights…</source>
        <translation>匯入權重…</translation>
    </message>
    <message>
        <source>Export weights…</source>
        <translation>匯出權重…</translation>
    </message>
    <message>
        <source>Open or make a project first.</source>
        <translation>請先開啟或建立專案。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>專案以唯讀方式開啟。</translation>
    </message>
    <message>
        <source>Stop the run first.</source>
        <translation>請先停止訓練。</translation>
    </message>
    <message>
        <source>The network is being changed.</source>
        <translation>網路正在變更中。</translation>
    </message>
    <message>
        <source>Choose a source and a target font on the Fonts page first.</source>
        <translation>請先在「字型」頁選擇來源字型與目標字型。</translation>
    </message>
    <message>
        <source>Export weights</source>
        <translation>匯出權重</translation>
    </message>
    <message>
        <source>Which network is to be written as zi2zi-pytorch names it?</source>
        <translation>要以 zi2zi-pytorch 的名稱寫出哪個網路？</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判別器</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Takes in a network that zi2zi-pytorch has trained (a .pth file), to draw with it and train it further.</source>
        <translation>匯入 zi2zi-pytorch 訓練的網路（.pth 檔），用來繪製並繼續訓練。</translation>
    </message>
    <message>
        <source>Writes the newest checkpoint&apos;s network as a .pth that zi2zi-pytorch loads.</source>
        <translation>將最新檢查點的網路寫成 zi2zi-pytorch 可載入的 .pth。</translation>
    </message>
    <message>
        <source>Nothing is learnt yet.</source>
        <translation>尚未學習。</translation>
    </message>
    <message>
        <source>The network is being changed…</source>
        <translation>網路正在變更中…</translation>
    </message>
    <message>
        <source>The newest checkpoint is still being looked for.</source>
        <translation>仍在尋找最新的檢查點。</translation>
    </message>
    <message>
        <source>Import the weights of a network</source>
        <translation>匯入網路的權重</translation>
    </message>
</context>
<context>
    <name>typemould::WelcomePage</name>
    <message>
        <source>Typemould</source>
        <translation>Typemould</translation>
    </message>
    <message>
        <source>Complete a typeface: take a source font that has every character and a target font that has some. Typemould learns the target&apos;s style from the characters both have, and draws those that are missing.</source>
        <translation>補完一套字型：選一套擁有所有字的來源字型，以及一套只有部分字的目標字型。Typemould 從兩者共有的字學習目標的風格，畫出缺少的字。</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新增專案(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>開啟專案(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>開啟示範(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation>最近的專案(&amp;R)</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的專案</translation>
    </message>
    <message>
        <source>This folder is not there any more.</source>
        <translation>此資料夾已不存在。</translation>
    </message>
</context>
</TS>

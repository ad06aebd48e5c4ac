"""What the demo company sells, as data: a file a product, and the shelves around them."""

from config.demo.goods.goods import Channel, DemoPrice, DemoProduct, DemoVariant, Goods
from config.demo.goods.read import read_goods

__all__ = ["Channel", "DemoPrice", "DemoProduct", "DemoVariant", "Goods", "read_goods"]
